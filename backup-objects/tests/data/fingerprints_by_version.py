"""Writes object-fingerprints-by-version.json: the fingerprint of every version of Cinder's objects, computed by the real
oslo.versionedobjects (PyPI, 3.12).

    python -m venv v && v/bin/pip install oslo.versionedobjects==3.12.0
    v/bin/python fingerprints_by_version.py OBJECTS.json HISTORY.json

OBJECTS.json are the field tables of Cinder's history version 1.26 (tests/conformance/data/cinder-objects-1.26.json.gz),
HISTORY.json is what each version before changed (tests/interop/data/cinder-object-history.json). Every object is declared with
oslo's own field classes; an older version lacks what was added since, and what was changed since prints as HISTORY.json
has it. The current fingerprints have to come out as published, or nothing is written.

Backup and BackupImport are in backup-fingerprints-by-version.json, which takes the types of 1.4 for those of 1.0 to 1.3;
HISTORY.json has the types that Cinder had at the time. The declaration follows the first.
"""
import json
import os
import sys

from fields_of_cinder import field

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '../../../tests/interop'))
from declare import base, field, fields, load
from oslo_versionedobjects import fixture


class Printed:
    """A field of which no more is known than how oslo prints it: all that the fingerprint asks for."""

    def __init__(self, text):
        self.text = text.replace('default=unset', f'default={fields.UnspecifiedDefault}')

    def __repr__(self):
        return self.text


def fingerprint(spec, version, table):
    name = spec['name']
    bases = (base.ObjectListBase, base.VersionedObject) if spec.get('is_list') else (base.VersionedObject,)
    cls = type(name, bases, {'VERSION': version, 'fields': table})
    return fixture.ObjectVersionChecker({name: [cls]}).get_hashes()[name]


objects = load(sys.argv[1])['objects']
history = load(sys.argv[2])
found = {}
for spec in objects:
    name = spec['name']
    if name in ('Backup', 'BackupImport'):
        continue
    # What is in no history has one version.
    steps = history.get(name, [{'version': spec['version']}])
    table = {field_name: field(of) for field_name, of in spec['fields']}
    assert steps[-1]['version'] == spec['version'], name
    assert fingerprint(spec, spec['version'], table) == spec['fingerprint'], name
    versions = {}
    for step in reversed(steps):
        versions[step['version']] = fingerprint(spec, step['version'], table).split('-')[1]
        assert not step.get('removed'), name
        for field_name, (before, after) in step.get('changed', {}).items():
            assert repr(table[field_name]) == repr(Printed(after)), (name, field_name)
            table[field_name] = Printed(before)
        for field_name in step.get('added', []):
            del table[field_name]
    found[name] = dict(reversed(list(versions.items())))
with open(os.path.join(HERE, 'object-fingerprints-by-version.json'), 'w') as out:
    json.dump(found, out, indent=1, sort_keys=True)
    out.write('\n')
