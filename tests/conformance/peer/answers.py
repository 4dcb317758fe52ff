"""Writes what the real oslo.versionedobjects answers about the declarations of a folder.

    PEER=/path/to/peer python answers.py FOLDER [SEED]

PEER has ovospec.py, which makes classes of objects.json. The folder has objects.json, and perhaps *-objects.json with
fields of foreign types and remotable methods. Written are coerce.json, nulls.json, wire.json, load_errors.json,
schema.json and fingerprints.json, in the form that the conformance runner reads; the fingerprints of *-objects.json are
filled in.
"""
import copy
import glob
import json
import os
import random
import sys

sys.path.insert(0, os.environ.get('PEER', '.'))
import ovospec  # noqa: E402
from oslo_versionedobjects import base, fields as F, fixture  # noqa: E402

FOLDER = sys.argv[1]
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 1
DICE = random.Random(SEED)

# The same few in every spelling that `uuid.UUID` reads.
UUIDS = [spelled for one in ('c2b1a0f2-0f3c-4ac1-9a35-0d7c1c9b7f11', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')
         for plain in (one, one.upper(), one.title(), one.replace('-', ''), one.replace('-', '').upper())
         for spelled in (plain, '{%s}' % plain, 'urn:uuid:' + plain)]
TEXTS = ['', 'plain', "it's", 'a "b"', 'tab\tnl\n', 'naïve ☃', '\U0001d4b3', 'x' * 40, '\\', '\x00', '10', 'None']
POOL = {
    'String': TEXTS,
    'SensitiveString': TEXTS + ["{'adminPass': 'x'}", 'password = secret'],
    'VersionPredicate': ['>=1.0', ' == 1.2.3 ', '<2', '!=1.0'],
    'UUID': UUIDS + ['no-uuid'],
    'MACAddress': ['00:11:22:33:44:55', 'AA-BB-CC-DD-EE-FF'],
    'PCIAddress': ['0000:00:1f.7', '1234:ab:0c.0'],
    'Integer': [0, -1, 17, 2**31, -2**63, 2**63 - 1, '17', ' 12 ', 1.9, True, {'$int': str(10**25)}],
    'NonNegativeInteger': [0, 17, 2**40, '17', 2**63 - 1],
    'Float': [0.0, -1.5, 3, 1e-07, 1e16, 0.1, '2.5', 123456789.123],
    'NonNegativeFloat': [0, 1.5, 1e-07, 3],
    'Boolean': [True, False, 0, 1, 'no', ''],
    'FlexibleBoolean': [True, False, 'yes', 'off', 0, 'x'],
    'IPAddress': ['192.0.2.1', '2001:db8::1', '0.0.0.0'],
    'IPV4Address': ['192.0.2.1', '255.255.255.255'],
    'IPV6Address': ['fe80::1', '2001:DB8::1', '::ffff:192.0.2.1'],
    'IPV4AndV6Address': ['192.0.2.1', '::1'],
    'IPNetwork': ['10.0.0.0/8', '192.0.2.77/24', 'fe80::1/64', '::/0'],
    'IPV4Network': ['10.0.0.0/8', '192.0.2.77/24'],
    'IPV6Network': ['fe80::1/64', '::/0'],
}
# Every form of ISO 8601 that Python reads: each a moment of its own, so that no two in a set are one.
MOMENTS = ['2024-01-01T00:00:00Z', '2016-06-14T10:28:42.123456+05:30', '1999-12-31T00:00:00',
           {'$dt': '2001-02-03T04:05:06.700000+00:00'}, {'$dt': '2001-02-03T04:05:07-03:30'},
           {'$dt': '2001-02-03T04:05:08'}]
MOMENTS += ['2031', '2012-12', '2012-7', '2013-01-02', '2013-1-3', '20130104']
MOMENTS += [f'20{year:02}-07-08{apart}09{rest}{offset}' for year, (apart, rest, offset) in enumerate(
    (apart, rest, offset) for apart in 'T ' for rest in ('', ':10', '1011', ':10:11', ':10:11,5', ':10:11.1234567', ':10:1')
    for offset in ('', 'Z', '-03:30', '+0530', '+14', '+00:00', '-0000'))]
BAD = [None, True, 5, -3, 1.5, 'x', '', [], ['a'], {}, {'a': 1}, {'$set': [1]}, {'$dt': '2001-02-03T04:05:06'}]
KEYS = ['k', '', 'Key 2', 'ключ', 'a.b', '10']


def read(name):
    with open(os.path.join(FOLDER, name)) as file:
        return json.load(file)


def write(name, value):
    with open(os.path.join(FOLDER, name), 'w') as file:
        json.dump(value, file)
        file.write('\n')


def sample(ty, depth=0):
    """A tagged value that a type should take."""
    kind = ty['type']
    if kind in POOL:
        return DICE.choice(POOL[kind])
    if kind in ('Enum', 'NamedEnum', 'StateMachine'):
        return DICE.choice(ty['valid_values'])
    if kind == 'DateTime':
        return DICE.choice(MOMENTS)
    if kind == 'Object':
        return sample_object(ty['name'], depth + 1, ty.get('subclasses'))
    item = lambda: None if ty.get('elem_nullable') and DICE.random() < .3 else sample(ty['elem'], depth + 1)  # noqa
    count = DICE.choice([0, 1, 2, 3])
    if kind == 'List':
        return [item() for _ in range(count)]
    if kind == 'Set':
        found = []
        for value in (item() for _ in range(count)):
            if value not in found:
                found.append(value)
        return {'$set': found}
    return {key: item() for key in DICE.sample(KEYS, count)}


def fields_of(spec):
    found = dict(map(tuple, spec['fields']))
    for name in spec.get('bases', []):
        for field, one in fields_of(by_name(name)).items():
            found.setdefault(field, one)
    return found


def by_name(name):
    return [spec for spec in SPECS if spec['name'] == name][-1]


def sample_object(name, depth=0, subclasses=False):
    if all(spec['name'] != name for spec in SPECS):
        return None
    if subclasses and DICE.random() < .5:
        name = DICE.choice([name] + [spec['name'] for spec in SPECS if name in spec.get('bases', [])])
    chosen, spec = {}, by_name(name)
    for field, one in fields_of(spec).items():
        if spec.get('is_list') and field == 'objects' or DICE.random() < .8:
            has_objects = 'Object' in json.dumps(one['type'])
            if has_objects and depth > 2:
                if spec.get('is_list') and field == 'objects':
                    chosen[field] = []
                continue
            null = one['nullable'] and DICE.random() < .15
            chosen[field] = None if null else sample(one['type'], depth)
    made = {'class': name, 'fields': chosen}
    if DICE.random() < .6:
        made['changed'] = sorted(field for field in chosen if DICE.random() < .5)
    return {'$obj': made}


def described(one, with_repr=True):
    found = ovospec.tag(one)['$obj']
    out = {'class': found['class'], 'version': found['version'], 'fields': found['fields'],
           'raw_changed': found['changed'], 'what_changed': sorted(one.obj_what_changed())}
    try:
        text = str(one)
    except ValueError:
        # A state machine that holds the text None cannot be printed.
        text, with_repr = None, False
    out['repr'] = text if with_repr and not has_set(out['fields']) else None
    return out


def has_set(value):
    if isinstance(value, dict):
        return len(value.get('$set', [])) > 1 or any(map(has_set, value.values()))
    return isinstance(value, list) and any(map(has_set, value))


def attempt(call):
    try:
        return {'ok': call()}
    except Exception as error:
        return ovospec.err(error)


def wire():
    cases = []
    for spec in SPECS:
        for _ in range(6):
            given = sample_object(spec['name'])
            try:
                one = ovospec.untag(given)
                one.obj_to_primitive()
                text = json.dumps(one.obj_to_primitive(), allow_nan=False)
            except Exception:
                continue
            case = {'name': spec['name'], 'object': given, 'set': described(one), 'runs': [], 'text': text}
            major, minor = map(int, one.VERSION.split('.'))
            targets = [None, 'abc', '1.x', f'{major}.{minor + 1}', f'{major}.{minor}.0', f'{major}.{minor}.5', '0.9']
            targets += [f'{major}.{at}' for at in range(minor + 1)] + [f'{major}.0.7']
            names = [known['name'] for known in SPECS]
            manifests = [None, {}, 'tree', {'Unrelated': '1.0'}]
            manifests += [{name: DICE.choice(['1.0', '1.1', '1.2']) for name in DICE.sample(names, 4)}]
            for target in targets:
                for manifest in manifests:
                    case['runs'].append(
                        {'target': target, 'manifest': manifest, 'result': run(one, target, manifest)})
            again = attempt(lambda: type(one).obj_from_primitive(json.loads(text)))
            if 'ok' in again:
                case['reload'] = {'ok': described(again['ok'])}
            else:
                case['reload'] = again
            case['twice'] = {'same': 'ok' in again and json.loads(json.dumps(
                ovospec.canon(again['ok'].obj_to_primitive()))) == json.loads(json.dumps(
                    ovospec.canon(one.obj_to_primitive())))}
            case['changes'] = {name: ovospec.tag(value) for name, value in one.obj_get_changes().items()}
            clone = attempt(lambda: described(one.obj_clone()))
            case['clone'] = clone.get('ok', clone)
            cases.append(case)
    return {'cases': cases}


def run(one, target, manifest):
    def call():
        versions = manifest
        if manifest == 'tree':
            versions = base.obj_tree_get_versions(one.obj_name())
        return ovospec.canon(one.obj_to_primitive(target_version=target, version_manifest=versions))
    return attempt(call)


def coerce(types):
    def answer(call):
        found = attempt(call)
        if 'ok' not in found:
            return found
        value = found['ok']
        try:
            text = None if has_set(ovospec.tag(value)) else field.stringify(value)
            return {'ok': ovospec.tag(value), 'prim': ovospec.canon(field.to_primitive(None, 'fld', value)),
                    'str': text}
        except Exception:
            return None

    out = []
    for ty in types:
        cases = []
        values = BAD + [sample(ty) for _ in range(12)]
        field = plain_field(ty)
        for value in values:
            one = lambda: ovospec.untag(copy.deepcopy(value))  # noqa: E731
            assigned = answer(lambda: field.coerce(None, 'fld', one()))
            loaded = answer(lambda: field.coerce(None, 'fld', field.from_primitive(None, 'fld', one())))
            if assigned is None or loaded is None:
                continue
            cases.append({'in': value, 'coerce': assigned, 'load': 'same' if loaded == assigned else loaded})
        out.append({'type': ty, 'cases': cases})
    return {'attr': 'fld', 'types': out}


def plain_field(ty):
    return ovospec.make_field({'field': field_class(ty), 'type': ty})


def field_class(ty):
    """The class that a declaration would have: the one for enums prints their values."""
    if ty['type'] == 'List' and ty['elem']['type'] == 'Enum' and not ty.get('elem_nullable'):
        return 'ListOfEnumField'
    return {'StateMachine': 'StateMachine', 'Enum': 'EnumField', 'NamedEnum': 'NamedEnumField'}.get(ty['type'], 'Custom')


def holder(field):
    cls = type('Holder', (base.VersionedObject,), {'fields': {'fld': field}})
    base.VersionedObjectRegistry.objectify(cls)
    return cls


def nulls(types):
    cases = []
    for ty in types:
        for nullable in (False, True):
            for has_default in (False, True):
                spec = {'field': field_class(ty), 'type': ty, 'nullable': nullable, 'read_only': False}
                if has_default:
                    spec['default'] = sample(ty)
                field = ovospec.make_field(spec)
                cls = holder(field)

                def state(change):
                    one = cls()
                    change(one)
                    if one.obj_attr_is_set('fld'):
                        return one, ovospec.tag(one.fld)
                    return one, '<unset>'

                def values(change):
                    return state(change)[1]

                def defaults():
                    one, value = state(lambda one: one.obj_set_defaults())
                    return value, sorted(one.obj_what_changed())
                case = {'field': spec,
                        'set_null': attempt(lambda: values(lambda one: setattr(one, 'fld', None))),
                        'load_null': attempt(lambda: values(lambda one: setattr(
                            one, 'fld', field.from_primitive(one, 'fld', None)))),
                        'repr': repr(field)}
                found = attempt(defaults)
                if 'ok' in found:
                    value, changed = found['ok']
                    found = {'ok': value, 'changed': changed}
                case['obj_set_defaults'] = found
                case['obj_set_defaults_named'] = attempt(lambda: values(lambda one: one.obj_set_defaults('fld')))
                cases.append(case)
    return {'attr': 'fld', 'cases': cases}


def load_errors():
    cases = []
    for spec in SPECS:
        cls = ovospec.CLASSES[spec['name']]
        for _ in range(3):
            try:
                valid = ovospec.canon(ovospec.untag(sample_object(spec['name'])).obj_to_primitive())
            except Exception:
                continue
            prefix = cls.OBJ_SERIAL_NAMESPACE
            damaged = [('valid', valid)]
            for part in ('name', 'namespace', 'version', 'data', 'changes'):
                for bad in (None, 5, 'x', [], {}, '2.0', '1.0', '0.9', 'v1.0'):
                    damaged.append((f'{part} {bad!r}', dict(valid, **{f'{prefix}.{part}': bad})))
                damaged.append((f'missing {part}', {k: v for k, v in valid.items() if k != f'{prefix}.{part}'}))
            for name, field in fields_of(spec).items():
                for bad in DICE.sample(BAD[:-2], 4):
                    data = dict(valid[f'{prefix}.data'], **{name: bad})
                    damaged.append((f'field {name} {bad!r}', dict(valid, **{f'{prefix}.data': data})))
            for label, primitive in damaged:
                found = attempt(lambda: cls.obj_from_primitive(ovospec.untag(copy.deepcopy(primitive))))
                if 'ok' in found:
                    try:
                        one = described(found['ok'])
                    except Exception:
                        continue
                    found = {'ok': one}
                cases.append({'label': label, 'via': spec['name'], 'primitive': primitive, 'result': found})
    return {'cases': cases}


def schema():
    out = []
    for spec in SPECS:
        cls = ovospec.CLASSES[spec['name']]
        out.append({'name': spec['name'], 'version': spec['version'], 'schema': schema_of(cls.to_json_schema)})
    fields = []
    for spec in SPECS:
        for _, field in spec['fields']:
            if 'Object' not in json.dumps(field['type']):
                fields.append({'field': field, 'schema': schema_of(ovospec.make_field(field).get_schema)})
    return {'schemas': out, 'fields': fields}


def schema_of(call):
    try:
        return json.loads(json.dumps(ovospec.tag(call())))
    except RecursionError as error:
        return {'error': 'RecursionError', 'message': str(error)}
    except Exception as error:
        return ovospec.err(error)


def fingerprints():
    out = []
    for spec in SPECS:
        classes = base.VersionedObjectRegistry.obj_classes()[spec['name']]
        cls = next(cls for cls in classes if cls.VERSION == spec['version'])
        checker = fixture.ObjectVersionChecker({spec['name']: [cls]})
        out.append({'name': spec['name'], 'version': spec['version'],
                    'fingerprint': checker.get_hashes()[spec['name']]})
    return {'synthetic': out, 'backup_family': []}


def foreign_type(ty):
    """As ovospec.make_type, with the types that only the file's authors know."""
    if ty['type'] == 'Foreign':
        return type(ty['type_name'], (F.FieldType,), {})()
    if ty['type'] in ('List', 'Dict', 'Set'):
        return getattr(F, ty['type'])(foreign_type(ty['elem']), nullable=ty.get('elem_nullable', False))
    return ovospec.make_type(ty)


def foreign_field(spec):
    if 'Foreign' not in json.dumps(spec['type']):
        return ovospec.make_field(spec)
    cls = type('ForeignField', (F.AutoTypedField,), {'AUTO_TYPE': foreign_type(spec['type'])})
    more = {'default': ovospec.untag(spec['default'])} if 'default' in spec else {}
    return cls(nullable=spec.get('nullable', False), read_only=spec.get('read_only', False), **more)


def remotable(name, spec):
    args = list(spec['args'])
    defaults = spec.get('defaults') or []
    if isinstance(defaults, dict):
        defaults = defaults['$tuple']
    scope, parameters = {}, []
    for place, arg in enumerate(args):
        at = place - (len(args) - len(defaults))
        if at >= 0:
            scope[f'default_{at}'] = ovospec.untag(defaults[at])
            parameters.append(f'{arg}=default_{at}')
        else:
            parameters.append(arg)
    if spec.get('varargs'):
        parameters.append('*' + spec['varargs'])
    if spec.get('keywords'):
        parameters.append('**' + spec['keywords'])
    exec(f'def {name}({", ".join(parameters)}): pass', scope)
    wrap = base.remotable_classmethod if args[:1] == ['cls'] else base.remotable
    return wrap(scope[name])


def foreign(path):
    file = json.load(open(path))
    for spec in file['objects']:
        more = {'VERSION': spec['version'], 'fields': {name: foreign_field(one) for name, one in spec['fields']}}
        more.update({name: remotable(name, one) for name, one in spec.get('remotable', [])})
        bases = (base.VersionedObject,)
        if spec.get('is_list'):
            bases = (base.ObjectListBase, base.VersionedObject)
            more['child_versions'] = dict(map(tuple, spec.get('child_versions', [])))
        cls = type(spec['name'], bases, more)
        base.VersionedObjectRegistry.objectify(cls)
        checker = fixture.ObjectVersionChecker({spec['name']: [cls]})
        spec['fingerprint'] = checker.get_hashes()[spec['name']]
    with open(path, 'w') as out:
        json.dump(file, out)
        out.write('\n')


def plain_types():
    found = []

    def add(ty):
        if 'Object' not in json.dumps(ty) and ty not in found:
            found.append(ty)
            if 'elem' in ty:
                add(ty['elem'])
    for spec in SPECS:
        for _, field in spec['fields']:
            if field['type']['type'] != 'StateMachine':
                add(field['type'])
    return found


SPECS = []
if os.path.exists(os.path.join(FOLDER, 'objects.json')):
    SPECS = read('objects.json')['objects']
    for one_spec in SPECS:
        ovospec.make_class(one_spec, ovospec.CLASSES)
    wanted = set(os.environ.get('ONLY', 'wire,coerce,nulls,load_errors,schema,fingerprints').split(','))
    makers = {'wire': wire, 'coerce': lambda: coerce(plain_types()), 'nulls': lambda: nulls(plain_types()),
              'load_errors': load_errors, 'schema': schema, 'fingerprints': fingerprints}
    for wanted_name, maker in makers.items():
        if wanted_name in wanted:
            write(f'{wanted_name}.json', maker())
for wanted_path in glob.glob(os.path.join(FOLDER, '*-objects.json')):
    foreign(wanted_path)
