"""Random objects of the declared classes, with values that are hard to carry."""
import datetime
import ipaddress
import math
import random
import struct
import uuid

import netaddr
from oslo_versionedobjects import base

# No halves of surrogate pairs: they are no text in Rust.
TEXTS = [
    '', ' ', '0', 'null', 'None', 'True', '-0', 'NaN', '\0', '\t\r\n', '\x1b[31m', '\x7f\x85', '"\\/\b\f', "it's",
    'e\u0301\u0327', '\u0915\u094d\u0937\u093f', '\u202e\u05e2\u05d1\u05e8\u05d9\u05ea\u202c', '\u0627\u0644\u0639\u0631',
    '\u2028\u2029', '\ufeff', '\ufffd\ufffe\uffff', '\U0001f469\u200d\U0001f680', '\U0010ffff', '\ud7ff\ue000',
    '{"a": 1}', '$dt', '%s%(x)s', '<?>', 'x' * 5000, '\u00df\u0130\u017f', 'versioned_object.data']
INTEGERS = [0, 1, -1, 2**31 - 1, 2**31, -2**31, 2**53, 2**53 + 1, 2**63 - 1, -2**63]
FLOATS = [0.0, -0.0, 1.0, 0.1, 1e300, -1e300, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e16, 1e22,
          123456789012345680.0, 1 / 3]
PREDICATES = ['>=1', '== 1.2.3', '>=1.0,<2', ' != 1.5 , > 1.4.9', '<=10.0a1', '<1.0.post1', '!=1.0rc1']
ADDRESSES = ['0.0.0.0', '255.255.255.255', '127.0.0.1', '::', '::1', '::ffff:192.0.2.1', '::192.0.2.1', 'fe80::1',
             '2001:db8::', '1:0:0:2:0:0:0:3', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:0:8', '64:ff9b::1.2.3.4']
UTC_MOMENTS = ['1000-01-01T00:00:00', '1969-12-31T23:59:59.999999', '1970-01-01T00:00:00', '2016-02-29T00:00:00.000001',
               '2038-01-19T03:14:08', '9999-12-31T23:59:59.999999']
OFFSETS = ['+05:30', '-00:30', '-03:00', '+14:00', '-12:00', '+23:59', '-23:59', '+00:01']
# How many objects there may be in one.
MOST_OBJECTS = 24


class Randoms:
    """Random objects from a seed. With `is_utc`, moments have no other offset, as the fields of the family want it."""

    def __init__(self, seed, is_utc):
        self.random = random.Random(seed)
        self.is_utc = is_utc
        self.left = 0

    def pick(self, items):
        return self.random.choice(items)

    def chance(self, of):
        return self.random.random() < of

    def top(self, specs):
        self.left = MOST_OBJECTS
        return self.object(self.pick(specs), specs)

    def object(self, spec, specs):
        """An object with some fields set and some of those changed."""
        self.left -= 1
        made = class_of(spec)()
        sets, changes = self.pick([0.1, 0.5, 0.9, 1]), self.pick([0, 0, 0.2, 1])
        later = {}
        for name, of in fields_of(spec, specs):
            if not (self.chance(sets) or of.get('always') or spec.get('is_list') and name == 'objects'):
                continue
            # Null among states is the text `None` in Python: see docs/divergences.md.
            is_null = of.get('nullable') and of['type']['type'] != 'StateMachine' and self.chance(0.15)
            try:
                value = None if is_null else self.value(of['type'], specs)
            except NoMoreObjects:
                if not of.get('nullable'):
                    continue
                value = None
            if self.chance(changes):
                later[name] = value
            else:
                setattr(made, name, value)
        made.obj_reset_changes()
        for name, value in later.items():
            setattr(made, name, value)
        return made

    def value(self, spec, specs):
        kind = spec['type']
        if kind in ('List', 'Set', 'Dict'):
            return self.container(kind, spec, specs)
        if kind == 'Object':
            fitting = [other for other in specs if is_a(other, spec, specs)]
            if not fitting or self.left <= 0:
                raise NoMoreObjects
            return self.object(self.pick(fitting), specs)
        if 'valid_values' in spec:
            return self.pick(spec['valid_values'])
        return getattr(self, kind)()

    def container(self, kind, spec, specs):
        items = []
        for _ in range(self.pick([0, 1, 2, 5])):
            is_null = spec.get('elem_nullable') and self.chance(0.3)
            try:
                items.append(None if is_null else self.value(spec['elem'], specs))
            except NoMoreObjects:
                break
        if kind == 'Set':
            return set(items)
        return items if kind == 'List' else {self.String(): item for item in items}

    def String(self):
        if self.chance(0.6):
            return self.pick(TEXTS)
        points = [self.pick([range(0x20), range(0x80), range(0x3000), range(0xe000, 0x110000)])
                  for _ in range(self.random.randrange(20))]
        return ''.join(chr(self.pick(points)) for points in points)

    SensitiveString = String

    def VersionPredicate(self):
        return self.pick(PREDICATES)

    def UUID(self):
        return str(uuid.UUID(int=self.random.getrandbits(128)))

    def MACAddress(self):
        octets = ['%02x' % self.random.randrange(256) for _ in range(6)]
        return self.pick([str, str.upper])(self.pick(':-').join(octets))

    def PCIAddress(self):
        of = self.random.randrange
        return '%04x:%02x:%02x.%x' % (of(0x10000), of(0x100), of(0x20), of(8))

    def Integer(self):
        return self.pick([*INTEGERS, self.random.getrandbits(64) - 2**63])

    def NonNegativeInteger(self):
        return self.pick([number for number in INTEGERS if number >= 0] + [2**64 - 1, self.random.getrandbits(64)])

    def Float(self):
        if self.chance(0.5):
            return self.pick(FLOATS)
        number = struct.unpack('d', self.random.randbytes(8))[0]
        return number if math.isfinite(number) else 0.5

    def NonNegativeFloat(self):
        return abs(self.Float())

    def Boolean(self):
        return self.chance(0.5)

    FlexibleBoolean = Boolean

    def DateTime(self):
        if self.chance(0.3):
            return self.pick(UTC_MOMENTS) + 'Z'
        day = datetime.datetime(1001, 1, 1) + datetime.timedelta(
            days=self.random.randrange(3_280_000), microseconds=self.random.randrange(86_400_000_000))
        return day.isoformat() + ('Z' if self.is_utc else self.pick(OFFSETS))

    def address(self, versions):
        if self.chance(0.4):
            return self.pick([text for text in ADDRESSES if ipaddress.ip_address(text).version in versions])
        bits = 32 if self.pick(versions) == 4 else 128
        # Runs of zeros are where texts of addresses differ.
        of = self.random.getrandbits(bits) & self.pick([-1, self.random.getrandbits(bits) & self.random.getrandbits(bits)])
        return str((ipaddress.IPv4Address if bits == 32 else ipaddress.IPv6Address)(of))

    def network(self, versions):
        address = netaddr.IPAddress(self.address(versions))
        return f'{address}/{self.random.randrange(33 if address.version == 4 else 129)}'

    def IPV4Address(self):
        return self.address([4])

    def IPV6Address(self):
        return self.address([6])

    def IPAddress(self):
        return self.address([4, 6])

    IPV4AndV6Address = IPAddress

    def IPV4Network(self):
        return self.network([4])

    def IPV6Network(self):
        return self.network([6])

    def IPNetwork(self):
        return self.network([4, 6])

    def FieldType(self):
        """Any JSON."""
        kind = self.random.randrange(6)
        if kind < 2:
            return [self.FieldType() for _ in range(kind * 2)]
        if kind == 2:
            return {self.String(): self.FieldType()}
        return self.pick([lambda: None, self.String, self.Integer, self.Float, self.Boolean])()


class NoMoreObjects(Exception):
    """There are enough objects in this one, or there is no class for another."""


def class_of(spec):
    versions = base.VersionedObjectRegistry.obj_classes()[spec['name']]
    return next(cls for cls in versions if cls.VERSION == spec['version'])


def fields_of(spec, specs):
    """The fields of an object, and of those it is made from."""
    own = dict(spec['fields'])
    for name in spec.get('bases', ()):
        parent = next(other for other in specs if other['name'] == name)
        own.update((name, of) for name, of in fields_of(parent, specs) if name not in own)
    return own.items()


def is_a(spec, wanted, specs):
    """Whether a field of this type takes such an object."""
    if spec['name'] == wanted['name']:
        return True
    if not wanted.get('subclasses'):
        return False
    parents = [other for other in specs if other['name'] in spec.get('bases', ())]
    return any(is_a(parent, wanted, specs) for parent in parents)
