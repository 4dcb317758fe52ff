//! Addresses and networks as Python prints them.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;

/// `192.0.2.1`, `2001:db8::1`, `::192.0.2.1`: as glibc prints addresses, which is what Python shows.
///
/// std prints `::c000:201` for the last.
pub(crate) fn address_text(address: IpAddr) -> String {
    if let IpAddr::V6(address) = address
        && let [0, 0, 0, 0, 0, 0, high, _] = address.segments()
        && high != 0
    {
        let [.., a, b, c, d] = address.octets();
        return format!("::{}", Ipv4Addr::new(a, b, c, d));
    }
    address.to_string()
}

/// `192.0.2.77/24`: with the address the network was given by.
pub(crate) fn network_text(network: IpNet) -> String {
    format!("{}/{}", address_text(network.addr()), network.prefix_len())
}
