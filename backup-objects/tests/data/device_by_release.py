"""Writes device-by-release.jsonl.gz: a BackupDeviceInfo with everything in it, as the real oslo.versionedobjects (PyPI,
3.12) writes it for every release of Cinder's history.

    python -m venv v && v/bin/pip install oslo.versionedobjects==3.12.0
    v/bin/python device_by_release.py OBJECTS.json HISTORY.json

The arguments are those of fingerprints_by_version.py, whose fields these are. Every object removes the fields that are
newer than the target; the values that Cinder's own code replaces are replaced as it does. The first line is the object
at its present version, then follows a line {"release", "envelope"} for each release.
"""
import gzip
import json
import os
import sys

from oslo_utils import versionutils
from oslo_versionedobjects import base, fields

from fields_of_cinder import field

HERE = os.path.dirname(os.path.abspath(__file__))
DEPTH = 5
ID = '6ba7b810-9dad-11d1-80b4-00c04fd430c8'
# Cinder's rules: the status of a snapshot, and the version that is the first to know it.
STATUSES = {'unmanaging': ((1, 3), 'deleting'), 'backing-up': ((1, 4), 'available'), 'restoring': ((1, 5), 'available')}


def declare(spec, history):
    added = {name: versionutils.convert_version_to_tuple(step['version'])
             for step in history for name in step.get('added', [])}

    def obj_make_compatible(self, primitive, target_version):
        super(made, self).obj_make_compatible(primitive, target_version)
        target = versionutils.convert_version_to_tuple(target_version)
        for name in [name for name, version in added.items() if target < version]:
            primitive.pop(name, None)
        if spec['name'] == 'Snapshot' and 'status' in primitive:
            since, instead = STATUSES.get(primitive['status'], (target, None))
            if target < since:
                primitive['status'] = instead
        if spec['name'] == 'VolumeType' and target < (1, 1) and primitive.get('extra_specs'):
            primitive['extra_specs'] = {key: value or '' for key, value in primitive['extra_specs'].items()}

    bases = (base.ObjectListBase, base.VersionedObject) if spec.get('is_list') else (base.VersionedObject,)
    made = type(spec['name'], bases, {
        'VERSION': spec['version'], 'OBJ_PROJECT_NAMESPACE': spec['namespace'],
        'obj_make_compatible': obj_make_compatible, 'fields': {name: field(of) for name, of in spec['fields']}})
    return base.VersionedObjectRegistry.register(made)


def value(owner, name, spec, depth):
    """A value for a field, with objects in it while depth is left."""
    kind = spec['type']
    if kind == 'UUID':
        return ID
    if kind == 'Integer':
        return len(name)
    if kind == 'Boolean':
        return name == 'deleted'
    if kind == 'DateTime':
        return '2017-06-14T02:00:11Z'
    if kind == 'NamedEnum':
        values = spec['valid_values']
        return values[depth % len(values)] if owner == 'Snapshot' else values[0]
    if kind == 'List':
        return [value(owner, name, spec['elem'], depth)]
    if kind == 'Dict':
        return {'a': 'b', 'c': None if spec['elem_nullable'] else ''}
    if kind == 'Object':
        return fill(SPECS[spec['name']], depth - 1)
    return f'{name} of {depth}'


def fill(spec, depth):
    made = CLASSES[spec['name']]()
    for name, of in spec['fields']:
        kind = of['type']
        child = kind if kind['type'] == 'Object' else kind.get('elem', {})
        if child.get('type') != 'Object' or depth > 0:
            setattr(made, name, value(spec['name'], name, kind, depth))
        elif of['nullable']:
            setattr(made, name, None)
        elif spec.get('is_list'):
            made.objects = []
    return made


SPECS = {spec['name']: spec for spec in json.load(open(sys.argv[1]))['objects']}
HISTORY = json.load(open(sys.argv[2]))
CLASSES = {name: declare(spec, HISTORY.get(name, [])) for name, spec in SPECS.items()}
releases = json.load(open(os.path.join(HERE, 'cinder-history-1.26.json')))
steps = list(releases['initial'].items()) + [(step['version'], step['changes']) for step in releases['updates']]

device = fill(SPECS['BackupDeviceInfo'], DEPTH)
device.obj_reset_changes(recursive=True)
lines, known = [device.obj_to_primitive()], {}
for release, changes in steps:
    known.update(changes)
    lines.append({'release': release, 'envelope': device.obj_to_primitive(None, known)})
text = ''.join(json.dumps(line, sort_keys=True, separators=(',', ':')) + '\n' for line in lines)
with open(os.path.join(HERE, 'device-by-release.jsonl.gz'), 'wb') as out:
    out.write(gzip.compress(text.encode(), mtime=0))
