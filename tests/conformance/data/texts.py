"""Random texts, and what the real field types make of them; prints texts.json.

    python texts.py | gzip -9n > texts.json.gz

The pieces are put together so that many texts are nearly right. The seed is fixed.
"""
import json
import random

import netaddr
from oslo_versionedobjects import fields as F

random.seed(42)

SECRETS = ["password", "PassWord", "token", "secret", "adminPass", "admin_password", "auth_token", "'", '"', "'", '"',
           "'", " ", "  ", "=", ":", ",", "--", "-", "<", ">", "</", "x", "abc", "1", "22", "u", "^", "\n", "é",
           "\u017f", "[", "'--v'", "s3cr3t"]
NETS = ["192.0.2.1", "10", "0", "255", "1.2.3.4", "::", "::1", "2001:db8::", "fe80::1", "ffff", ":", ".", "/", "/24",
        "/255.255.255.0", "/0.0.0.255", "/ffff::", "/1", "_", "0", "1", "8", " ", "+", "-", "\n", "\u0662", "a", "g",
        "/128", "/33", "::ffff:1.2.3.4"]
VERSIONS = [">=", "<", "==", "!=", "=", ">", "<=", "1", "0", ".", "1.0", "a", "b", "rc", "alpha", "post", "dev", "r",
            "rev", "-", "_", "+", "local", "!", " ", ",", "v", "*", "\n", "2", "c", "pre", "V", "\u017f", "\uff11"]
DATES = ["2016", "1999", "06", "6", "12", "31", "3", "0", "00", "-", "-", ":", ":", "T", " ", "Z", "+", "05", "5",
         "30", "59", ".5", ",12", ".1234567", "z", "t"]
STARTS = ["2016-06-14", "20160614", "2016-06-14T10:28:42", "2016", "2016-06-14T", "2016-06-14T10", "2016-06-14 10:28",
          "", "", ""]
NUMBERS = ["1", "2", "0", "_", " ", "-", "+", ".", "e", "E", "\u0663", "\uff11", "\x1c", "\u3000", "x", "nan", "inf",
           "\n", "9", "\xb2"]
HARDWARE = ["00:11:22:33:44:55", "0000:00:1f.7", "aa", "AA", "0F", ":", "-", ".", "1", "g", "\n", "\uff10"]
WORDS = ["t", "T", "rue", "yes", "YES", "on", "1", " ", "\u3000", "\x1c", "y", "no", "0", "\u0130", "K"]
UUIDS = ["6ba7b810-9dad-11d1-80b4-00c04fd430c8", "6BA7B8109DAD11D180B400C04FD430C8", "{", "}", "urn:", "uuid:", "-",
         "0", "g", " "]


def texts(pieces, count, longest, starts=("",)):
    return [random.choice(starts) + "".join(random.choice(pieces) for _ in range(random.randint(0, longest)))
            for _ in range(count)]


def groups(count):
    made = []
    for _ in range(count):
        words = ["%x" % random.choice([0, 0, 0, 0, 1, 0xffff, 0xabcd]) for _ in range(8)]
        if random.random() < 0.5:
            cut = random.randint(0, 7)
            made.append(":".join(words[:cut]) + "::" + ":".join(words[cut + random.randint(0, 2):]))
        else:
            made.append(":".join(words))
    return made


def tag(value):
    if isinstance(value, (str, bool)):
        return value
    if isinstance(value, int):
        return value if -2**63 <= value < 2**64 else {"$int": str(value)}
    if isinstance(value, float):
        return value if abs(value) < float("inf") else {"$float": str(value)}
    if isinstance(value, netaddr.IPAddress):
        return {"$ip": str(value)}
    if isinstance(value, netaddr.IPNetwork):
        return {"$net": str(value)}
    tagged = {"$dt": value.isoformat()}
    name = value.tzinfo and value.tzinfo.tzname(None)
    return dict(tagged, tzname=name) if name not in (None, "UTC") else tagged


def answer(field, text):
    try:
        value = field.coerce(None, "fld", text)
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}
    primitive = tag(field.to_primitive(None, "fld", value))
    return {"ok": tag(value), "prim": primitive, "str": field.stringify(value)}


def entry(spec, field, inputs):
    cases = [{"in": text, "coerce": answer(field, text), "load": "same"} for text in dict.fromkeys(inputs)]
    return {"type": spec, "cases": cases}


dates, numbers, networks = texts(DATES, 3000, 7, STARTS), texts(NUMBERS, 2500, 7), texts(NETS, 2000, 6) + groups(500)
types = [
    entry({"type": "SensitiveString"}, F.SensitiveStringField(), texts(SECRETS, 2500, 18)),
    entry({"type": "VersionPredicate"}, F.VersionPredicateField(),
          texts(VERSIONS, 2500, 7, [">=", "<", "", ">= "])),
    entry({"type": "UUID"}, F.UUIDField(), texts(UUIDS, 500, 4)),
    entry({"type": "MACAddress"}, F.MACAddressField(), texts(HARDWARE, 500, 12) + texts(["0f", "A1", ":", "-"], 500, 11)),
    entry({"type": "PCIAddress"}, F.PCIAddressField(), texts(HARDWARE, 1000, 4)),
    entry({"type": "Integer"}, F.IntegerField(), numbers),
    entry({"type": "NonNegativeInteger"}, F.NonNegativeIntegerField(), numbers),
    entry({"type": "Float"}, F.FloatField(), numbers),
    entry({"type": "NonNegativeFloat"}, F.NonNegativeFloatField(), numbers),
    entry({"type": "FlexibleBoolean"}, F.FlexibleBooleanField(), texts(WORDS, 1000, 4)),
    entry({"type": "DateTime", "tzinfo_aware": True}, F.DateTimeField(), dates),
    entry({"type": "DateTime", "tzinfo_aware": False}, F.DateTimeField(tzinfo_aware=False), dates),
]
for name in ["IPAddress", "IPV4Address", "IPV6Address", "IPV4AndV6Address", "IPNetwork", "IPV4Network", "IPV6Network"]:
    types.append(entry({"type": name}, getattr(F, name + "Field")(), networks))
print(json.dumps({"types": types}, ensure_ascii=False))
