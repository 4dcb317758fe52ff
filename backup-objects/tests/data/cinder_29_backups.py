"""Writes cinder-29-backups.jsonl: Backups 1.7 of the real Cinder 29 (PyPI), backported to older versions by its own code.

    python -m venv v && v/bin/pip install cinder==29.0.0 && v/bin/python cinder_29_backups.py

A line is {"case", "envelope"}. What the objects of 29 reach is at the versions of Cinder's history 1.26, which is the
manifest; without one a parent or a device cannot be backported ("No rule for parent"). Cinder 29 has no compat code of
its own any more, so every envelope still carries the fields of 29. Names of changed fields are sorted.
"""
import datetime
import json
import logging
import os
import warnings

warnings.simplefilter('ignore')
logging.disable(logging.CRITICAL)
from cinder import objects

objects.register_all()
HERE = os.path.dirname(os.path.abspath(__file__))
WHEN = datetime.datetime(2026, 3, 1, 2, 0, 11, 250000, tzinfo=datetime.timezone.utc)
OWNER = dict(user_id='6a1c4ad5bb9a4fe7aab4a2c1c3a5e9d0', project_id='e3ae4dc0d8d94a5e8b5f0f2ddc2c1a77')
TIMES = dict(created_at=WHEN, updated_at=None, deleted_at=None, deleted=False)
FULL = dict(
    OWNER, **TIMES, id='6ba7b810-9dad-11d1-80b4-00c04fd430c8', volume_id='7d444840-9dc0-11d1-b245-5ffdce74fad2',
    host='backup1', availability_zone='nova', container='volumebackups', parent_id=None, status='available',
    fail_reason='', size=10, display_name='nightly', display_description='Änderungen', service_metadata='volume_7d',
    service='cinder.backup.drivers.swift.SwiftBackupDriver', object_count=22, temp_volume_id=None,
    temp_snapshot_id=None, num_dependent_backups=1, snapshot_id=None, data_timestamp=WHEN, restore_volume_id=None,
    metadata={'kind': 'nightly'}, encryption_key_id=None)
STATUSES = ['error', 'error_deleting', 'creating', 'available', 'deleting', 'deleted', 'restoring']


def manifest():
    history = json.load(open(os.path.join(HERE, 'cinder-history-1.26.json')))
    versions = dict(history['initial']['liberty'])
    for update in history['updates']:
        versions.update(update['changes'])
    return versions


def clean(cls, **values):
    made = cls(**values)
    made.obj_reset_changes()
    return made


def ordered(value):
    """The primitive with the names of changed fields in order."""
    if isinstance(value, list):
        return [ordered(item) for item in value]
    if isinstance(value, dict):
        return {key: sorted(item) if key == 'versioned_object.changes' else ordered(item)
                for key, item in value.items()}
    return value


full = clean(objects.Backup, **FULL)
changing = clean(objects.Backup, **FULL)
changing.status = 'error'
changing.fail_reason = "can't reach swift"
changing.metadata = {}
following = clean(objects.Backup, **dict(
    FULL, id='6ba7b811-9dad-11d1-80b4-00c04fd430c8', parent_id=FULL['id'], parent=full, num_dependent_backups=0))
record = clean(objects.BackupImport, **FULL)
record.host = 'backup2'
snapshot = clean(objects.Snapshot, **dict(
    OWNER, **TIMES, id='7d444842-9dc0-11d1-b245-5ffdce74fad2', volume_id=FULL['volume_id'], volume_size=10,
    status='backing-up', metadata={}, use_quota=True))
volume = clean(objects.Volume, **dict(
    OWNER, **TIMES, id=FULL['volume_id'], _name_id=None, size=10, status='backing-up', host='lvm1@lvm#pool',
    cluster_name=None, metadata={'role': 'database'}, admin_metadata={}, glance_metadata={}, bootable=False,
    multiattach=False, attach_status='reserved', service_uuid='7d444843-9dc0-11d1-b245-5ffdce74fad2',
    shared_targets=True, use_quota=True,
    volume_type=clean(
        objects.VolumeType, id='7d444841-9dc0-11d1-b245-5ffdce74fad2', name='fast', is_public=True,
        extra_specs={'tier': None}, qos_specs_id=None),
    volume_attachment=clean(objects.VolumeAttachmentList, objects=[clean(
        objects.VolumeAttachment, id='7d444844-9dc0-11d1-b245-5ffdce74fad2', volume_id=FULL['volume_id'],
        attach_status='reserved', attach_mode=None, connection_info=None, connector={'host': 'compute1'})]),
    snapshots=clean(objects.SnapshotList, objects=[snapshot]), group=None, group_id=None))

with open(os.path.join(HERE, 'cinder-29-backups.jsonl'), 'w') as out:
    def write(case, made, version, versions=None):
        envelope = ordered(made.obj_to_primitive(version, versions))
        out.write(json.dumps({'case': case, 'envelope': envelope}, sort_keys=True) + '\n')

    for version in ['1.4', '1.3', '1.2', '1.1', '1.0']:
        write(f'full at {version}', full, version)
    write('changing', changing, '1.4')
    # Metadata has to be set, or its loading fails.
    write('hardly anything set', objects.Backup(metadata={}), '1.4')
    for status in STATUSES:
        write(f'status {status}', objects.Backup(status=status, metadata={}), '1.4')
    write('with its parent', following, '1.4', manifest())
    write('import', record, '1.4')
    write('list', clean(objects.BackupList, objects=[full, following]), '1.0', manifest())
    write('device: volume', clean(objects.BackupDeviceInfo, volume=volume, secure_enabled=True), '1.0', manifest())
    write('device: snapshot', clean(objects.BackupDeviceInfo, snapshot=snapshot), '1.0', manifest())
