"""Declares objects with the real oslo.versionedobjects as a file describes them, such as
tests/conformance/data/objects.json or cinder-objects-1.26.json there (as they are, or compressed with gzip).
"""
import ast
import datetime
import gzip
import json
import logging
import warnings

warnings.simplefilter('ignore')
logging.disable(logging.CRITICAL)
from oslo_versionedobjects import base, fields

CONTAINERS = {'List': fields.List, 'Dict': fields.Dict, 'Set': fields.Set}


def load(path):
    opened = gzip.open if str(path).endswith('.gz') else open
    with opened(path, 'rt', encoding='utf-8') as file:
        return json.load(file)


def default(tagged):
    """The value that a file writes as a default."""
    if isinstance(tagged, list):
        return [default(item) for item in tagged]
    if not isinstance(tagged, dict):
        return tagged
    tag, value = next(iter(tagged.items()), (None, None))
    if tag == '$dt':
        return datetime.datetime.fromisoformat(value)
    if tag in ('$set', '$tuple'):
        return (set if tag == '$set' else tuple)(default(item) for item in value)
    if tag in ('$ip', '$net'):
        return value
    if tag in ('$int', '$float'):
        return (int if tag == '$int' else float)(value)
    return {key: default(item) for key, item in tagged.items()}


def field_type(spec):
    kind = spec['type']
    if kind in CONTAINERS:
        return CONTAINERS[kind](field_type(spec['elem']), nullable=spec.get('elem_nullable', False))
    if kind == 'NamedEnum':
        values = (tuple if spec.get('tuple') else list)(spec['valid_values'])
        return type(spec['type_name'], (fields.Enum,), {
            '__init__': lambda self: fields.Enum.__init__(self, valid_values=values)})()
    if kind == 'Enum':
        return fields.Enum(spec['valid_values'])
    if kind == 'Object':
        return fields.Object(spec['name'], spec.get('subclasses', False))
    if kind == 'DateTime':
        return fields.DateTime(tzinfo_aware=spec.get('tzinfo_aware', True))
    return getattr(fields, kind)()


def field(spec):
    given = {name: spec[name] for name in ('nullable', 'read_only') if name in spec}
    if 'default' in spec:
        given['default'] = default(spec['default'])
    of = spec['type']
    if of['type'] == 'StateMachine':
        return type('States', (fields.StateMachine,), {'ALLOWED_TRANSITIONS': of['transitions']})(
            of['valid_values'], **given)
    if of['type'] == 'Enum':
        return fields.EnumField(of['valid_values'], **given)
    if of['type'] == 'List' and of['elem']['type'] == 'Enum':
        return fields.ListOfEnumField(of['elem']['valid_values'], **given)
    parent = fields.BaseEnumField if of['type'] == 'NamedEnum' else fields.AutoTypedField
    return type('Field', (parent,), {'AUTO_TYPE': field_type(of)})(**given)


def declare(spec, classes):
    """Declares one object, and adds it to the classes that later ones may name as their bases."""
    bases = [classes[name] for name in spec.get('bases', ())]
    bases += [base.ObjectListBase] if spec.get('is_list') else []
    bases += [] if spec.get('bases') else [base.VersionedObject]
    made = {'VERSION': spec['version'], 'fields': {name: field(of) for name, of in spec['fields']}}
    for key, attribute in (('namespace', 'OBJ_PROJECT_NAMESPACE'), ('serial_namespace', 'OBJ_SERIAL_NAMESPACE')):
        if key in spec:
            made[attribute] = spec[key]
    if 'child_versions' in spec:
        made['child_versions'] = dict(spec['child_versions'])
    if 'obj_relationships' in spec:
        made['obj_relationships'] = spec['obj_relationships']
    classes[spec['name']] = base.VersionedObjectRegistry.register(type(spec['name'], tuple(bases), made))
    return classes[spec['name']]


def declare_all(specs):
    classes = {}
    for spec in specs:
        declare(spec, classes)
    return classes


def older(spec, history, version, nulls_as_today=False):
    """An object as it was at an older version: without what was added since, and with the types of the time.

    With `nulls_as_today`, fields take null where they do today.
    """
    of = dict(spec['fields'])
    newer = [entry for entry in history if number(entry['version']) > number(version)]
    for entry in reversed(newer):
        if entry['removed']:
            raise ValueError(f"{spec['name']}: cannot bring back {entry['removed']}")
        for name, (before, _) in entry['changed'].items():
            past = printed_field(before)
            of[name] = {**of[name], **past, 'nullable': of[name]['nullable'] if nulls_as_today else past['nullable']}
    gone = {name for entry in newer for name in entry['added']}
    return dict(spec, version=version, fields=[[name, of[name]] for name, _ in spec['fields'] if name not in gone])


def printed_field(printed):
    """The type and the nullability that a fingerprint prints as `Name(default=…,nullable=…,valid_values=(…))`."""
    call = ast.parse(printed, mode='eval').body
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    kind = {'type': call.func.id}
    if 'valid_values' in given:
        values = given['valid_values']
        kind = {'type': 'NamedEnum', 'type_name': call.func.id, 'tuple': isinstance(values, ast.Tuple),
                'valid_values': ast.literal_eval(values)}
    return {'type': kind, 'nullable': ast.literal_eval(given['nullable'])}


def number(version):
    return tuple(int(part) for part in version.split('.'))
