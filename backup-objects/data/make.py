"""Writes the envelopes and records of this folder with the real oslo.versionedobjects (PyPI, 3.12).

    python -m venv v && v/bin/pip install oslo.versionedobjects==3.12.0 && v/bin/python make.py OBJECTS.json

OBJECTS.json are Cinder's field tables (tests/conformance/data/cinder-objects-1.26.json.gz). The classes are declared
from them, so the fingerprints printed at the end are those of what wrote the files.
"""
import base64
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / '../../tests/interop'))
from declare import declare_all, load
from oslo_versionedobjects import base, fixture

CLASSES = declare_all(load(sys.argv[1])['objects'])
Backup, Volume = CLASSES['Backup'], CLASSES['Volume']
OWNER = dict(user_id='6a1c4ad5bb9a4fe7aab4a2c1c3a5e9d0', project_id='e3ae4dc0d8d94a5e8b5f0f2ddc2c1a77')
TIMES = dict(created_at='2017-06-14T02:00:11Z', updated_at='2017-06-14T02:09:40Z', deleted_at=None, deleted=False)
FULL = dict(
    {**OWNER, **TIMES}, id='6ba7b810-9dad-11d1-80b4-00c04fd430c8', volume_id='7d444840-9dc0-11d1-b245-5ffdce74fad2',
    host='backup1', availability_zone='nova', container='volumebackups', parent_id=None, status='available',
    fail_reason=None, size=10, display_name='nightly', display_description='the whole volume',
    service_metadata='volume_7d444840/20170614020011/az_nova_backup_6ba7b810',
    service='cinder.backup.drivers.swift', object_count=22, temp_volume_id=None, temp_snapshot_id=None,
    num_dependent_backups=1, snapshot_id=None, data_timestamp='2017-06-14T02:00:11Z', restore_volume_id=None)
NEXT = dict(
    FULL, id='6ba7b811-9dad-11d1-80b4-00c04fd430c8', parent_id=FULL['id'], display_name='nightly +1',
    display_description='Änderungen seit gestern', object_count=3, num_dependent_backups=0,
    created_at='2017-06-15T02:00:09Z', updated_at='2017-06-15T02:01:02Z', data_timestamp='2017-06-15T02:00:09Z')


def clean(cls, values):
    made = cls(**values)
    made.obj_reset_changes()
    return made


full, following = clean(Backup, FULL), clean(Backup, NEXT)
changing = clean(Backup, FULL)
changing.status = 'error'
changing.fail_reason = "can't reach swift"
volume = clean(Volume, dict(
    OWNER, id=FULL['volume_id'], _name_id=None, size=10, status='backing-up', host='lvm1@lvm#pool',
    availability_zone='nova', display_name='data', metadata={'role': 'database'}, bootable=False,
    multiattach=False, attach_status='detached', created_at='2017-05-02T08:30:00Z', updated_at=None, deleted=False,
    volume_type=clean(CLASSES['VolumeType'], dict(
        id='7d444841-9dc0-11d1-b245-5ffdce74fad2', name='fast', is_public=True, extra_specs={'tier': None})),
    snapshots=clean(CLASSES['SnapshotList'], dict(objects=[clean(CLASSES['Snapshot'], dict(
        id='7d444842-9dc0-11d1-b245-5ffdce74fad2', volume_id=FULL['volume_id'], volume_size=10,
        status='available', metadata={}))]))))
device = clean(CLASSES['BackupDeviceInfo'], dict(volume=volume, secure_enabled=True))
everything = CLASSES['BackupList'](objects=[full, following])
everything.obj_reset_changes()
envelopes = [full, changing, everything, device]
with open('envelopes.jsonl', 'w') as out:
    for one in envelopes:
        out.write(json.dumps(one.obj_to_primitive()) + '\n')


def record(backup):
    known = {name: of.to_primitive(backup, name, getattr(backup, name)) for name, of in backup.fields.items()}
    return base64.b64encode(json.dumps(dict({'driver_info': {}}, **known)).encode()).decode()


with open('records.txt', 'w') as out:
    for one in (full, following):
        out.write(record(one) + '\n')
for name, fingerprint in sorted(fixture.ObjectVersionChecker(
        base.VersionedObjectRegistry.obj_classes()).get_hashes().items()):
    print(name, fingerprint)
