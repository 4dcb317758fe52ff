"""The fields of cinder-objects-1.26.json as those of oslo.versionedobjects, for the scripts beside this one."""
from oslo_versionedobjects import fields


def field_type(spec):
    kind = spec['type']
    if kind == 'DateTime':
        return fields.DateTime(tzinfo_aware=spec['tzinfo_aware'])
    if kind == 'NamedEnum':
        assert spec['tuple']
        values = tuple(spec['valid_values'])
        return type(spec['type_name'], (fields.Enum,), {
            '__init__': lambda self: fields.Enum.__init__(self, valid_values=values)})()
    if kind == 'Object':
        return fields.Object(spec['name'], spec['subclasses'])
    if 'elem' in spec:
        return getattr(fields, kind)(field_type(spec['elem']), nullable=spec['elem_nullable'])
    return getattr(fields, kind)()


def field(spec):
    given = {name: spec[name] for name in ('nullable', 'read_only', 'default') if name in spec}
    # The two that oslo looks for when it writes children at older versions.
    if spec['field'] == 'ObjectField':
        return fields.ObjectField(spec['type']['name'], spec['type']['subclasses'], **given)
    if spec['field'] == 'ListOfObjectsField':
        return fields.ListOfObjectsField(spec['type']['elem']['name'], spec['type']['elem']['subclasses'], **given)
    parent = fields.BaseEnumField if spec['type']['type'] == 'NamedEnum' else fields.AutoTypedField
    return type('Field', (parent,), {'AUTO_TYPE': field_type(spec['type'])})(**given)
