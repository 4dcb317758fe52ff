"""Writes objects.json and foreign-objects.json with random declarations.

    python objects.py FOLDER SEED [COUNT]

Fields of every type, nested, with defaults and odd names; rules for older versions, relationships, lists, subclasses,
several versions of one name; foreign types and remotable methods.
"""
import json
import os
import random
import sys

FOLDER, SEED = sys.argv[1], int(sys.argv[2])
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 8
DICE = random.Random(SEED)
NAMES = ['type', 'self', 'Self', 'match', 'ref', 'crate', 'super', 'set', 'set_x', 'try_x', 'x', 'x_mut', 'new',
         'builder', 'build', 'name', 'version', 'meta', 'base', 'objects_', 'field_0', 'field_1', '2nd', 'a-b', 'ключ',
         'CG_backend', '_private', 'camelCase', 'obj_x', 'clone', 'eq', 'fmt', 'drop', 'default', 'descriptor', 'orphan',
         'id', 'uuid', 'created_at', 'data', 'Type', 'Declared', 'String', 'Vec', 'ok',
         'err', 'some', 'none', 'async', 'dyn', 'yield', 'context', 'keys_', 'contains', 'to_string', 'into']
VALUES = ['', 'small', 'LARGE', 'x-large', "it's", 'a "b"', 'type', 'self', 'Self', 'r#match', '1st', 'ключ', '☃', 'a b',
          'Ok', 'None', 'V0', 'back\\slash', 'new\nline', '{}', 'true', '-', '.', 'é']
SIMPLE = ['String', 'SensitiveString', 'VersionPredicate', 'UUID', 'MACAddress', 'PCIAddress', 'Integer',
          'NonNegativeInteger', 'Float', 'NonNegativeFloat', 'Boolean', 'FlexibleBoolean', 'IPAddress', 'IPV4Address',
          'IPV6Address', 'IPV4AndV6Address', 'IPNetwork', 'IPV4Network', 'IPV6Network']
DEFAULTS = {
    'String': ['', "it's", 'é\n\u2028', 'None', 5, 1.5, True], 'SensitiveString': ['x', 'password=1'],
    'VersionPredicate': [' >= 1.0'], 'UUID': ['C2B1A0F20F3C4AC19A350D7C1C9B7F11', 'no-uuid', '',
                                                  '{C2b1a0f2-0f3c-4ac1-9a35-0d7c1c9b7f11}',
                                                  'urn:uuid:6ba7b8109dad11d180b400c04fd430c8'],
    'MACAddress': ['AA-BB-CC-DD-EE-FF'], 'PCIAddress': ['1234:ab:0c.0'],
    'Integer': [5, '17', -1, {'$int': '1' + '0' * 30}, 2.5], 'NonNegativeInteger': [0, '5', 2**63],
    'Float': [1e16, 1e-05, 3, {'$float': 'nan'}, '2.5'], 'NonNegativeFloat': [1.5, 0], 'Boolean': [False, True, 'no', 0],
    'FlexibleBoolean': ['yes', False], 'IPAddress': ['192.0.2.1', {'$ip': '::1'}], 'IPV4Address': ['192.0.2.1'],
    'IPV6Address': ['2001:DB8::1'], 'IPV4AndV6Address': ['::1'], 'IPNetwork': ['10.0.0.0/8', {'$net': '10.0.0.1/8'}],
    'IPV4Network': ['192.0.2.77/24'], 'IPV6Network': ['::/0'],
    'DateTime': ['2024-01-01T00:00:00', {'$dt': '2001-02-03T04:05:06.700000+00:00'}, {'$dt': '2001-02-03T04:05:06'},
                 '2016-06-14T10:28:42.123456+05:30', '2030-07-08 09:10:11,5-03:30', '2012-12', '2013', '20130104T0910',
                 '2013-01-05T09+0000', '2013-1-6 09:10Z', {'$dt': '2001-02-03T04:05:07-03:30'}],
}


def enum(kind):
    values = DICE.sample(VALUES, DICE.randint(1, 5))
    if kind == 'StateMachine':
        # Python writes null as this text.
        values = [value for value in values if value != 'None'] or ['x']
        steps = {value: DICE.sample(values, DICE.randint(0, len(values))) for value in values}
        return {'type': kind, 'valid_values': values, 'transitions': steps}
    if kind == 'NamedEnum':
        return {'type': kind, 'type_name': DICE.choice(['Mode', 'type', 'Type0', 'Enum', 'V', 'Declared']),
                'valid_values': values, 'tuple': DICE.random() < .5}
    if DICE.random() < .3:
        values = values + values[:1]
    return {'type': kind, 'valid_values': values}


def type_of(depth=0, hashable=False):
    roll = DICE.random()
    if not hashable and depth < 3 and roll < .45:
        kind = DICE.choice(['List', 'Dict', 'Set'])
        elem, nullable = type_of(depth + 1, kind == 'Set'), DICE.random() < .3
        if kind == 'List' and (elem['type'] == 'NamedEnum' or elem['type'] == 'Enum' and (depth or nullable)):
            # Python has no field that prints the values of these.
            kind = 'Dict'
        return {'type': kind, 'elem': elem, 'elem_nullable': nullable}
    if roll < .55:
        return enum('Enum')
    if roll < .62:
        return enum('NamedEnum')
    if roll < .7:
        return {'type': 'DateTime', 'tzinfo_aware': DICE.random() < .6}
    return {'type': DICE.choice(SIMPLE)}


def default(ty):
    kind = ty['type']
    if kind in ('Enum', 'NamedEnum', 'StateMachine'):
        return DICE.choice(ty['valid_values'])
    if kind == 'List':
        return [default(ty['elem']) for _ in range(DICE.randint(0, 2))]
    if kind == 'Set':
        return {'$set': [default(ty['elem'])]} if DICE.random() < .5 else {'$set': []}
    if kind == 'Dict':
        return {key: default(ty['elem']) for key in DICE.sample(['', 'k', 'ключ', "it's"], DICE.randint(0, 2))}
    return DICE.choice(DEFAULTS[kind])


def field():
    roll = DICE.random()
    ty = enum('StateMachine') if roll < .08 else type_of()
    kinds = {'StateMachine': 'StateMachine', 'Enum': 'EnumField', 'NamedEnum': 'NamedEnumField'}
    kind = kinds.get(ty['type'], 'Custom')
    if ty['type'] == 'List' and ty['elem']['type'] == 'Enum':
        kind = 'ListOfEnumField'
    spec = {'field': kind, 'type': ty, 'nullable': DICE.random() < .5, 'read_only': DICE.random() < .1}
    if DICE.random() < .4:
        spec['default'] = default(ty) if DICE.random() < .9 else None
    return spec


def compat(names, minor):
    rules = []
    for at in range(minor, 0, -1):
        roll, lt = DICE.random(), f'1.{at}'
        if roll < .5:
            rules.append({'lt': lt, 'pop': DICE.sample(names, min(len(names), DICE.randint(1, 2)))})
        elif roll < .7:
            rules.append({'lt': lt, 'rename': [DICE.choice(names), DICE.choice(['old_name', 'older', DICE.choice(names)])]})
        elif roll < .85:
            rules.append({'lt': lt, 'set': [DICE.choice(names), DICE.choice(['downgraded', 5, None, [1], {'a': 'b'}])]})
        elif roll < .9:
            rules.append({'lt': lt, 'raise': 'too old'})
    return rules


def plain(name, count=7):
    names = DICE.sample(NAMES, count)
    minor = DICE.randint(0, 5)
    return {'name': name, 'version': f'1.{minor}', 'namespace': 'fuzz', 'fields': [[one, field()] for one in names],
            'dict_compat': DICE.random() < .5, 'comparable': DICE.random() < .7, 'compat': compat(names, minor)}


# What a default that is an object has in fields of these types; the fingerprint has its print.
SAMPLES = {'String': ["it's", ''], 'Integer': [5, -1], 'NonNegativeInteger': [0], 'Float': [0.5, 1e16],
           'UUID': ['C2B1A0F20F3C4AC19A350D7C1C9B7F11', '{6ba7b810-9dad-11d1-80b4-00c04fd430c8}',
                    'c2b1a0f2-0f3c-4ac1-9a35-0d7c1c9b7f11'],
           'Boolean': [True, False], 'DateTime': ['2024-01-01T00:00:00Z']}


def made(spec):
    """An object as a default, with some of its fields."""
    fields = {}
    for name, one in spec['fields']:
        kind = one['type']['type']
        values = one['type'].get('valid_values') or SAMPLES.get(kind, [])
        if values and kind != 'StateMachine' and DICE.random() < .7:
            fields[name] = DICE.choice(values)
    found = {'class': spec['name'], 'fields': fields}
    if DICE.random() < .5:
        found['changed'] = sorted(name for name in fields if DICE.random() < .5)
    return {'$obj': found}


def child(name, **more):
    return {'field': 'ObjectField', 'type': {'type': 'Object', 'name': name, 'subclasses': False}, 'nullable': True,
            'read_only': False, **more}


def children(name, subclasses=False, **more):
    return {'field': 'ListOfObjectsField', 'nullable': False, 'read_only': False,
            'type': {'type': 'List', 'elem': {'type': 'Object', 'name': name, 'subclasses': subclasses}}, **more}


def custom(container, name, subclasses=False):
    """A container of objects in a field of one's own: oslo does not look for objects in it."""
    return {'field': 'Custom', 'nullable': DICE.random() < .5, 'read_only': False,
            'type': {'type': container, 'elem': {'type': 'Object', 'name': name, 'subclasses': subclasses}}}


objects = [plain(f'Leaf{index}' if index % 3 else f'leaf-{index}') for index in range(COUNT)]
leaf, other = objects[0], objects[1]
root = plain('Root', 4)
root['extra_fields'] = [['kind', {'const': 'root'}], ['type_', {'bool_of': root['fields'][0][0]}]]
one = {'name': 'BranchA', 'version': '1.0', 'namespace': 'fuzz', 'bases': ['Root'], 'fields': [['own', field()]],
       'compat': [{'lt': '1.0', 'pop': ['own']}]}
two = {'name': 'BranchB', 'version': '1.9', 'namespace': 'fuzz', 'bases': ['Root'],
       'fields': [[root['fields'][1][0], dict(root['fields'][1][1], nullable=False)], ['more', field()]],
       'compat': [{'lt': '1.9', 'pop': ['more']}, {'lt': '1.4', 'rename': [root['fields'][0][0], 'was']}]}
three = {'name': 'Twig', 'version': '1.3', 'namespace': 'fuzz', 'bases': ['BranchA'], 'fields': [['twig', field()]],
         'compat': [{'lt': '1.2', 'pop': ['twig', 'own']}]}
holder = {'name': 'Holder', 'version': '1.4', 'namespace': 'fuzz', 'comparable': True,
          'fields': [['a', child(leaf['name'], default=made(leaf))], ['type', child('Root')], ['any', child('Root')],
                     ['must', child(other['name'], nullable=False, default=made(other))],
                     ['many', children('Root', True)], ['few', children(other['name'], default=[made(other), made(other)])],
                     ['loose', custom('List', leaf['name'])], ['loosest', custom('List', 'Root', True)],
                     ['deep', {'field': 'Custom', 'nullable': True, 'read_only': False,
                               'type': {'type': 'List', 'elem': custom('List', leaf['name'])['type']}}],
                     ['by_key', custom('Dict', 'Root', True)]],
          'obj_relationships': {'a': [['1.1', '1.0'], ['1.3', '1.1']], 'type': [['1.0', '1.0']], 'any': [['1.0', '1.0'], ['1.2', '1.1']],
                                'must': [['1.0', '1.0']], 'many': [['1.0', '1.0'], ['1.4', '1.1']], 'few': []},
          'compat': [{'lt': '1.2', 'pop': ['few', 'by_key']}]}
holder['fields'][2][1]['type']['subclasses'] = True
nest = {'name': 'Nest', 'version': '1.2', 'namespace': 'fuzz', 'comparable': True,
        'fields': [['holder', child('Holder')], ['leaf', child(leaf['name'])], ['itself', child('Nest')]],
        'obj_relationships': {'holder': [['1.0', '1.0'], ['1.1', '1.2']], 'leaf': [['1.0', '1.0']]}}
lists = [
    {'name': 'Leaves', 'version': '1.3', 'namespace': 'fuzz', 'is_list': True, 'comparable': True,
     'fields': [['objects', children(leaf['name'])]], 'child_versions': [['1.0', '1.0'], ['1.1', '1.1'], ['1.3', '1.1']]},
    {'name': 'Roots', 'version': '1.1', 'namespace': 'fuzz', 'is_list': True, 'fields': [['objects', children('Root', True)]]},
    {'name': 'Holders', 'version': '1.2', 'namespace': 'fuzz', 'is_list': True, 'comparable': True,
     'fields': [['total', field()], ['objects', children('Holder')]],
     'obj_relationships': {'objects': [['1.0', '1.0'], ['1.1', '1.2']]}, 'compat': [{'lt': '1.1', 'pop': ['total']}]},
]
many = [dict(plain('Many', 3), version=version, compat=[]) for version in ('1.0', '2.1', '1.3')]
lost = {'name': 'Lost', 'version': '1.1', 'namespace': 'fuzz',
        'fields': [['child', child('Nowhere')], ['many', child('Many')], ['z', field()]], 'compat': [{'lt': '1.1', 'raise': 'lost'}]}
stranger = dict(plain('Stranger', 3), version='3.1', namespace='else-where', serial_namespace='alien_object', compat=[])
with open(os.path.join(FOLDER, 'objects.json'), 'w') as file:
    json.dump({'objects': objects + [root, one, two, three, holder, nest] + lists + many + [lost, stranger]}, file)


def foreign(index):
    fields = []
    for name in DICE.sample(NAMES, 5):
        if DICE.random() < .4:
            ty = {'type': 'Foreign', 'type_name': DICE.choice(['FlexibleDict', 'Architecture', 'type', 'Json', 'String'])}
            if DICE.random() < .4:
                ty = {'type': DICE.choice(['List', 'Dict']), 'elem': ty, 'elem_nullable': DICE.random() < .5}
            spec = {'field': 'Foreign', 'type': ty, 'nullable': DICE.random() < .5, 'read_only': False}
            if DICE.random() < .4:
                spec['default'] = DICE.choice([None, 5, 'x', [1, 'a'], {'k': None}])
        else:
            spec = field()
        fields.append([name, spec])
    methods = [
        ['save', {'args': ['self'], 'varargs': None, 'keywords': None, 'defaults': None}],
        ['get_by_id', {'args': ['cls', 'context', 'id'], 'varargs': None, 'keywords': None, 'defaults': None}],
        ['get_all', {'args': ['cls', 'context', 'marker', 'type'], 'varargs': 'args', 'keywords': 'kwargs',
                     'defaults': [None, {'$tuple': [1, "it's"]}]}],
        ['refresh', {'args': ['self', 'use_slave'], 'varargs': None, 'keywords': 'kw', 'defaults': [False]}],
        ['match', {'args': ['self', 'a', 'b'], 'varargs': 'in_', 'keywords': None, 'defaults': ['x', 1.5]}]]
    methods = DICE.sample(methods, DICE.randint(0, 5))
    return {'name': f'Foreign{index}', 'version': f'1.{DICE.randint(0, 12)}', 'namespace': 'nova', 'mixins': [],
            'fields': fields, 'remotable': methods}


strangers = [foreign(index) for index in range(COUNT)]
for index, elements in enumerate(['Foreign0', 'Elsewhere', 'Many']):
    strangers.append({'name': f'List{index}', 'version': '1.12', 'namespace': 'nova', 'mixins': ['ObjectListBase'], 'is_list': True,
                      'fields': [['objects', children(elements)]],
                      'child_versions': [['1.0', '1.0'], ['1.2', '1.1'], ['1.10', '1.12']][:3 if index else 0],
                      'remotable': [['get_all', {'args': ['cls', 'context'], 'varargs': None, 'keywords': None, 'defaults': None}]]})
strangers.append({'name': 'Parent', 'version': '1.0', 'namespace': 'nova', 'mixins': [],
                  'fields': [['kid', child('Foreign1')], ['lost', child('Elsewhere')], ['kids', children('Foreign2')]]})
with open(os.path.join(FOLDER, 'foreign-objects.json'), 'w') as file:
    json.dump({'objects': strangers}, file)
