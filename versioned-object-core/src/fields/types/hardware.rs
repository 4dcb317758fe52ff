//! Addresses of hardware.

use std::fmt;
use std::str::FromStr;

use crate::base::error::{Error, Result};
use crate::describe::descriptor::{OsloSchema, TypeDescriptor};
use crate::dynamic::contract::{Input, Value};
use crate::fields::field_type::{FieldType, expected};
use crate::primitive::read::ReadContext;
use crate::primitive::write::PrimitiveWriter;

/// oslo's `MACAddress`: six octets.
///
/// Read from pairs of hexadecimal digits with `:` or `-` between them, in any case; written in lower case with `:`.
/// A line break at the end is no part of one, where Python keeps it.
///
/// ```
/// use versioned_object_core::fields::MacAddress;
///
/// let address: MacAddress = "AA-BB-CC-00-11-22".parse()?;
/// assert_eq!(address.to_string(), "aa:bb:cc:00:11:22");
/// assert_eq!(address, MacAddress::new([0xaa, 0xbb, 0xcc, 0x00, 0x11, 0x22]));
/// assert!("aabb.cc00.1122".parse::<MacAddress>().is_err());
/// # Ok::<(), versioned_object_core::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MacAddress([u8; 6]);

impl MacAddress {
    /// The address of these octets.
    pub const fn new(octets: [u8; 6]) -> Self {
        Self(octets)
    }

    /// Its octets.
    pub const fn octets(self) -> [u8; 6] {
        self.0
    }

    fn parse(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        if text.len() != 17 || text[2..].iter().step_by(3).any(|byte| !b":-".contains(byte)) {
            return None;
        }
        let mut octets = [0; 6];
        for (octet, digits) in octets.iter_mut().zip(text.chunks(3)) {
            *octet = u8::try_from(hex(&digits[..2])?).ok()?;
        }
        Some(Self(octets))
    }
}

/// The number of some hexadecimal digits, and nothing but digits.
fn hex(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0, |number, digit| {
        let digit = char::from(*digit).to_digit(16)?;
        Some(number << 4 | u16::try_from(digit).ok()?)
    })
}

impl fmt::Display for MacAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.map(|octet| format!("{octet:02x}")).join(":"))
    }
}

/// oslo's `PCIAddress`: domain, bus, device and function.
///
/// Read from `0000:00:1f.7` in any case, written in lower case. What stands before the function is a point and
/// nothing else, and a line break at the end is no part of the address; Python takes both.
///
/// ```
/// use versioned_object_core::fields::PciAddress;
///
/// let address: PciAddress = "0000:0A:1F.7".parse()?;
/// assert_eq!(address.to_string(), "0000:0a:1f.7");
/// assert_eq!((address.domain(), address.bus(), address.device(), address.function()), (0, 10, 31, 7));
/// assert_eq!(PciAddress::new(0, 10, 31, 7)?, address);
/// assert!(PciAddress::new(0, 10, 32, 0).is_err());
/// assert!("0000:0a:1fx7".parse::<PciAddress>().is_err());
/// # Ok::<(), versioned_object_core::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PciAddress {
    domain: u16,
    bus: u8,
    device: u8,
    function: u8,
}

impl PciAddress {
    /// An address; devices are below 32, functions below 8.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] when the device or the function is not.
    pub fn new(domain: u16, bus: u8, device: u8, function: u8) -> Result<Self> {
        if device > 0x1f || function > 7 {
            let reason =
                format!("expected PCI device below 32 and function below 8, got {device} and {function}");
            return Err(Error::invalid(reason));
        }
        Ok(Self { domain, bus, device, function })
    }

    /// The domain.
    pub const fn domain(self) -> u16 {
        self.domain
    }

    /// The bus.
    pub const fn bus(self) -> u8 {
        self.bus
    }

    /// The device on the bus.
    pub const fn device(self) -> u8 {
        self.device
    }

    /// The function of the device.
    pub const fn function(self) -> u8 {
        self.function
    }

    fn parse(text: &str) -> Option<Self> {
        let text: &[u8; 12] = text.as_bytes().try_into().ok()?;
        let punctuation = [(4, b':'), (7, b':'), (10, b'.')];
        if punctuation.iter().any(|(at, byte)| text[*at] != *byte) {
            return None;
        }
        let two = |at: usize| u8::try_from(hex(&text[at..at + 2])?).ok();
        let function = u8::try_from(hex(&text[11..])?).ok()?;
        Self::new(hex(&text[..4])?, two(5)?, two(8)?, function).ok()
    }
}

impl fmt::Display for PciAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { domain, bus, device, function } = self;
        f.pad(&format!("{domain:04x}:{bus:02x}:{device:02x}.{function}"))
    }
}

macro_rules! address {
    ($type:ident, $ty:expr, $what:literal) => {
        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($type), "({})"), self)
            }
        }

        impl FromStr for $type {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self> {
                Self::parse(text).ok_or_else(|| expected($what, &Input::Str(text.into())))
            }
        }

        impl From<$type> for Value {
            fn from(address: $type) -> Self {
                Self::String(address.to_string())
            }
        }

        impl FieldType for $type {
            type Ref<'a> = $type;
            const TYPE: &'static TypeDescriptor = &$ty;

            fn borrow_field(&self) -> $type {
                *self
            }

            fn coerce(input: Input<'_>, _cx: &mut ReadContext<'_>) -> Result<Self> {
                match &input {
                    Input::Str(text) => text.parse(),
                    _ => Err(expected($what, &input)),
                }
            }

            fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
                out.plain_str(&self.to_string());
                Ok(())
            }

            fn to_value(&self) -> Value {
                (*self).into()
            }

            fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}

address!(
    MacAddress,
    TypeDescriptor::text("MACAddress")
        .pattern("^[0-9a-f]{2}(:[0-9a-f]{2}){5}$")
        .samples(&[r#""00:00:00:00:00:00""#, r#""aa:bb:cc:00:11:22""#]),
    "MAC address such as \"00:11:22:33:44:55\""
);

address!(
    PciAddress,
    // Python's pattern takes any character before the function.
    TypeDescriptor::text("PCIAddress")
        .pattern("^[0-9a-f]{4}:[0-9a-f]{2}:[0-1][0-9a-f]\\.[0-7]$")
        .oslo_schema(OsloSchema::Pattern("^[0-9a-f]{4}:[0-9a-f]{2}:[0-1][0-9a-f].[0-7]$"))
        .samples(&[r#""0000:00:00.0""#, r#""0000:0a:1f.7""#]),
    "PCI address such as \"0000:00:1f.7\""
);
