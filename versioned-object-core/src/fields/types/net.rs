//! Addresses and networks of the internet protocols.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use crate::base::error::Result;
use crate::describe::descriptor::{OsloSchema, TypeDescriptor};
use crate::dynamic::contract::{Input, Value};
use crate::fields::field_type::{FieldType, expected};
use crate::fields::into_field::{FieldFrom, wider};
use crate::primitive::read::ReadContext;
use crate::primitive::write::PrimitiveWriter;
use crate::python::address::{address_text, network_text};
use crate::python::print;

/// An address as netaddr takes it: a text, a number, another address, or that of a network.
pub(crate) fn address(input: &Input<'_>) -> Option<IpAddr> {
    match input {
        Input::Str(text) => text.parse().ok(),
        Input::Bool(truth) => Some(numbered(u64::from(*truth))),
        Input::Int(number) => u64::try_from(*number).ok().map(numbered),
        Input::UInt(number) => Some(numbered(*number)),
        Input::Digits(number) => {
            number.as_str().parse::<u128>().ok().map(|number| Ipv6Addr::from(number).into())
        }
        Input::Ip(address) => Some(*address),
        Input::Network(network) => Some(network.addr()),
        _ => None,
    }
}

/// Numbers below 2^32 are addresses of version 4.
fn numbered(number: u64) -> IpAddr {
    u32::try_from(number)
        .map_or_else(|_| Ipv6Addr::from(u128::from(number)).into(), |number| Ipv4Addr::from(number).into())
}

/// A network as netaddr takes it: `address`, `address/prefix`, `address/mask` or `address/hostmask`; an address is a
/// network of its own.
pub(crate) fn network(input: &Input<'_>) -> Option<IpNet> {
    match input {
        Input::Str(text) => network_of::<Ipv4Addr>(text).or_else(|| network_of::<Ipv6Addr>(text)),
        Input::Ip(address) => Some(IpNet::from(*address)),
        Input::Network(network) => Some(*network),
        _ => None,
    }
}

fn network_of<A: FromStr + Into<IpAddr>>(text: &str) -> Option<IpNet> {
    let Some((address, behind)) = text.split_once('/') else {
        return Some(IpNet::from(text.parse::<A>().ok()?.into()));
    };
    let address = address.parse::<A>().ok()?.into();
    let prefix = match print::parse_int(behind) {
        Some(prefix) => u8::try_from(prefix).ok()?,
        None => prefix_of(behind.parse::<A>().ok()?.into())?,
    };
    IpNet::new(address, prefix).ok()
}

/// The length of the prefix that a mask (`255.255.255.0`) or a host mask (`0.0.0.255`) stands for.
fn prefix_of(mask: IpAddr) -> Option<u8> {
    let (bits, width) = match mask {
        IpAddr::V4(mask) => (u128::from(mask.to_bits()) << 96, 32),
        IpAddr::V6(mask) => (mask.to_bits(), 128),
    };
    let prefix = bits.leading_ones();
    if bits.checked_shl(prefix).unwrap_or(0) == 0 {
        return u8::try_from(prefix).ok();
    }
    let prefix = bits.leading_zeros();
    let ones = (bits << prefix).leading_ones();
    (prefix + ones == width).then(|| u8::try_from(prefix).ok())?
}

/// The formats of an address of either version.
const EITHER: &[&str] = &["ipv4", "ipv6"];

/// An address of each version.
const ADDRESSES: &[&str] = &[r#""192.0.2.1""#, r#""2001:db8::1""#];

macro_rules! v4 {
    () => {
        "(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\\.){3}([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])"
    };
}

macro_rules! v4_network {
    () => {
        concat!(v4!(), "(\\/([0-9]|[1-2][0-9]|3[0-2]))")
    };
}

macro_rules! v6_network {
    ($group:literal) => {
        concat!(
            "((",
            $group,
            ":){7}",
            $group,
            "|(",
            $group,
            ":){1,7}:|(",
            $group,
            ":){1,6}:",
            $group,
            "|(",
            $group,
            ":){1,5}(:",
            $group,
            "){1,2}|(",
            $group,
            ":){1,4}(:",
            $group,
            "){1,3}",
            "|(",
            $group,
            ":){1,3}(:",
            $group,
            "){1,4}|(",
            $group,
            ":){1,2}(:",
            $group,
            "){1,5}",
            "|",
            $group,
            ":(:",
            $group,
            "){1,6}|:((:",
            $group,
            "){1,7}|:)|::(ffff:)?",
            v4!(),
            ")\\/([0-9]|[1-9][0-9]|1[0-1][0-9]|12[0-8])"
        )
    };
    () => {
        v6_network!("[0-9a-f]{1,4}")
    };
}

/// What networks look like as they are written; that of version 4 is Python's.
const IPV4_NETWORK: &str = concat!("^", v4_network!(), "$");
const IPV6_NETWORK: &str = concat!("^", v6_network!(), "$");
const NETWORK: &str = concat!("^(", v4_network!(), "|", v6_network!(), ")$");

/// As Python has it; it takes nearly every text.
const PYTHONS_IPV6_NETWORK: &str = concat!(
    "^([0-9a-fA-F]{1,4}:){7,7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|",
    "([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|",
    "([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|",
    "([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|",
    "([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|",
    ":((:[0-9a-fA-F]{1,4}){1,7}|:)|fe80:(:[0-9a-fA-F]{0,4}){0,4}%[0-9a-zA-Z]{1,}|",
    "::(ffff(:0{1,4}){0,1}:){0,1}((25[0-5]|(2[0-4]|1{0,1}[0-9]){0,1}[0-9])\\.){3,3}(25[0-5]|(2[0-4]|",
    "1{0,1}[0-9]){0,1}[0-9])|([0-9a-fA-F]{1,4}:){1,4}:((25[0-5]|(2[0-4]|",
    "1{0,1}[0-9]){0,1}[0-9])\\.){3,3}(25[0-5]|(2[0-4]|1{0,1}[0-9]){0,1}[0-9])(\\/(d|dd|1[0-1]d|",
    "12[0-8]))$",
);

macro_rules! net_field {
    ($(#[$doc:meta])* $type:ty, $ty:expr, $what:literal, $text:ident, |$input:ident| $read:expr) => {
        $(#[$doc])*
        impl FieldType for $type {
            type Ref<'a> = $type;
            const TYPE: &'static TypeDescriptor = &$ty;

            fn borrow_field(&self) -> $type {
                *self
            }

            fn coerce($input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
                $read.ok_or_else(|| expected($what, &$input))
            }

            fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
                out.plain_str(&$text((*self).into()));
                Ok(())
            }

            fn to_value(&self) -> Value {
                (*self).into()
            }
        }
    };
}

net_field! {
    /// oslo's `IPAddress`: an address of either version.
    ///
    /// Read from its text, from a number (below 2^32 it is of version 4), and from a network, which gives the address
    /// it was given by. A text with a prefix, with leading zeros (`192.0.2.01`) or with a zone (`fe80::1%eth0`) is
    /// none. This is what netaddr takes.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    /// use std::net::{IpAddr, Ipv4Addr};
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0")]
    /// struct Port {
    ///     address: Attr<IpAddr>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let mut port = Port::new(&Context::admin());
    /// port.set_address(Ipv4Addr::LOCALHOST)?;
    /// port.set("address", "2001:DB8::1")?;
    /// assert_eq!(port.to_string(), "Port(address=2001:db8::1)");
    /// assert!(port.set("address", "192.0.2.1/24").is_err());
    /// # Ok::<(), Error>(())
    /// ```
    IpAddr, TypeDescriptor::text("IPAddress").formats(EITHER).oslo_schema(OsloSchema::Missing).samples(ADDRESSES), "IP address", address_text, |input| address(&input)
}

net_field! {
    /// oslo's `IPV4Address`: what `IPAddress` takes, of version 4.
    Ipv4Addr, TypeDescriptor::text("IPV4Address").formats(&["ipv4"]).samples(&[r#""0.0.0.0""#, r#""192.0.2.1""#]), "IPv4 address", address_text, |input| match address(&input) {
        Some(IpAddr::V4(address)) => Some(address),
        _ => None,
    }
}

net_field! {
    /// oslo's `IPV6Address`: what `IPAddress` takes, of version 6. An address of version 4 is not mapped into one.
    Ipv6Addr, TypeDescriptor::text("IPV6Address").formats(&["ipv6"]).samples(&[r#""::""#, r#""2001:db8::1""#]), "IPv6 address", address_text, |input| match address(&input) {
        Some(IpAddr::V6(address)) => Some(address),
        _ => None,
    }
}

net_field! {
    /// oslo's `IPNetwork`: a network of either version, with the host bits of the address it was given by.
    ///
    /// Read from `192.0.2.77/24`, from a mask or host mask in place of the prefix (`192.0.2.77/255.255.255.0`), and
    /// from an address, which is a network of its own. Written with the prefix. This is what netaddr takes.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::fields::ipnet::IpNet;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0")]
    /// struct Subnet {
    ///     cidr: Attr<IpNet>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let mut subnet = Subnet::new(&Context::admin());
    /// subnet.set("cidr", "192.0.2.77/255.255.255.0")?;
    /// assert_eq!(subnet.to_string(), "Subnet(cidr=192.0.2.77/24)");
    /// assert_eq!(subnet.cidr()?.network(), "192.0.2.0".parse::<std::net::IpAddr>().unwrap());
    /// assert!(subnet.set("cidr", "192.0.2.0/33").is_err());
    /// # Ok::<(), Error>(())
    /// ```
    IpNet, TypeDescriptor::text("IPNetwork").pattern(NETWORK).oslo_schema(OsloSchema::Missing).samples(&[r#""192.0.2.0/24""#, r#""2001:db8::/32""#]), "IP network", network_text, |input| network(&input)
}

net_field! {
    /// oslo's `IPV4Network`: what `IPNetwork` takes, of version 4; a network that is of version 6 is refused, where
    /// Python keeps it.
    Ipv4Net, TypeDescriptor::text("IPV4Network").pattern(IPV4_NETWORK).samples(&[r#""0.0.0.0/0""#, r#""192.0.2.0/24""#]), "IPv4 network", network_text, |input| match network(&input) {
        Some(IpNet::V4(network)) => Some(network),
        _ => None,
    }
}

net_field! {
    /// oslo's `IPV6Network`: what `IPNetwork` takes, of version 6; a network that is of version 4 is refused, where
    /// Python keeps it.
    Ipv6Net, TypeDescriptor::text("IPV6Network").pattern(IPV6_NETWORK).oslo_schema(OsloSchema::Pattern(PYTHONS_IPV6_NETWORK)).samples(&[r#""::/0""#, r#""2001:db8::/32""#]), "IPv6 network", network_text, |input| match network(&input) {
        Some(IpNet::V6(network)) => Some(network),
        _ => None,
    }
}

/// oslo's `IPV4AndV6Address`: an address of either version.
///
/// It takes and writes what [`IpAddr`] does; the fingerprint and the schema call it by another name.
///
/// ```
/// use std::net::{IpAddr, Ipv4Addr};
/// use versioned_object_core::fields::{FieldType, Ipv4AndV6Addr};
///
/// let address = Ipv4AndV6Addr::from(Ipv4Addr::LOCALHOST);
/// assert_eq!(IpAddr::from(address).to_string(), "127.0.0.1");
/// assert_eq!(Ipv4AndV6Addr::TYPE.name, "IPV4AndV6Address");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ipv4AndV6Addr(pub IpAddr);

impl From<IpAddr> for Ipv4AndV6Addr {
    fn from(address: IpAddr) -> Self {
        Self(address)
    }
}

impl From<Ipv4Addr> for Ipv4AndV6Addr {
    fn from(address: Ipv4Addr) -> Self {
        Self(address.into())
    }
}

impl From<Ipv6Addr> for Ipv4AndV6Addr {
    fn from(address: Ipv6Addr) -> Self {
        Self(address.into())
    }
}

impl From<Ipv4AndV6Addr> for IpAddr {
    fn from(address: Ipv4AndV6Addr) -> Self {
        address.0
    }
}

wider! {
    IpAddr => Ipv4AndV6Addr,
    Ipv4Addr => Ipv4AndV6Addr,
    Ipv6Addr => Ipv4AndV6Addr,
}

impl fmt::Display for Ipv4AndV6Addr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&address_text(self.0))
    }
}

impl From<Ipv4AndV6Addr> for Value {
    fn from(address: Ipv4AndV6Addr) -> Self {
        Self::Ip(address.0)
    }
}

impl FieldType for Ipv4AndV6Addr {
    type Ref<'a> = IpAddr;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::text("IPV4AndV6Address")
        .formats(EITHER)
        .oslo_schema(OsloSchema::OneOf)
        .samples(ADDRESSES);

    fn borrow_field(&self) -> IpAddr {
        self.0
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        IpAddr::coerce(input, cx).map(Self)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        self.0.write_primitive(out)
    }

    fn to_value(&self) -> Value {
        Value::Ip(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_print_as_glibc_prints_them() {
        for text in
            ["::", "::1", "::ffff", "::1:0:0", "::192.0.2.1", "::ffff:192.0.2.1", "64:ff9b::c000:221", "1::"]
        {
            assert_eq!(address_text(text.parse().unwrap()), text);
        }
        assert_eq!(address_text("::1:0".parse().unwrap()), "::0.1.0.0");
    }

    #[test]
    fn networks_are_read_as_netaddr_reads_them() {
        let cases = [
            ("192.0.2.77/24", "192.0.2.77/24"),
            ("192.0.2.1", "192.0.2.1/32"),
            ("192.0.2.0/024\n", "192.0.2.0/24"),
            ("192.0.2.0/255.255.255.255", "192.0.2.0/32"),
            ("192.0.2.0/0.0.0.0", "192.0.2.0/0"),
            ("192.0.2.0/0.0.0.1", "192.0.2.0/31"),
            ("192.0.2.0/127.255.255.255", "192.0.2.0/1"),
            ("2001:db8::/ffff:ffff::", "2001:db8::/32"),
            ("fe80::/3f:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe80::/10"),
            ("::/::", "::/0"),
        ];
        for (text, written) in cases {
            assert_eq!(
                network(&Input::Str(text.into())).map(network_text).as_deref(),
                Some(written),
                "{text}"
            );
        }
        for bad in
            ["", "/", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/255.0.255.0", "10/8", "::/129"]
        {
            assert_eq!(network(&Input::Str(bad.into())), None, "{bad}");
        }
        for bad in ["192.0.2.0/::", "::/0.0.0.0", "192.0.2.0/1.0.0.0", "192.0.2.0/24/24"] {
            assert_eq!(network(&Input::Str(bad.into())), None, "{bad}");
        }
    }
}
