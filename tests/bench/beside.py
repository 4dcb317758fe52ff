"""Cinder 29 and ours at the backups of one SQLite file, by turns; tests/bench/cinder runs it.

    python beside.py PROGRAM ROWS

PROGRAM is the Rust side, the example `cinder` of the benchmarks. Printed is what a row of `get_all` and a call of the others
take, the medians of several rounds.
"""
import datetime
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time

import cinder_database as cinder
from cinder import objects

ROUNDS = 5
CALLS = 100


def get_all(ctx, times, key):
    assert len(objects.BackupList.get_all(ctx)) == times


def get_by_id(ctx, times, key):
    for _ in range(times):
        objects.Backup.get_by_id(ctx, key)


def save(ctx, times, key):
    backup = objects.Backup.get_by_id(ctx, key)
    began = time.perf_counter()
    for number in range(times):
        backup.size = number
        backup.save()
    return time.perf_counter() - began


def conditional_update(ctx, times, key):
    backup = objects.Backup.get_by_id(ctx, key)
    began = time.perf_counter()
    for _ in range(times // 2):
        assert backup.conditional_update({'status': 'deleting'}, {'status': 'available'})
        assert backup.conditional_update({'status': 'available'}, {'status': 'deleting'})
    return time.perf_counter() - began


def create(ctx, times, key):
    for _ in range(times):
        objects.Backup(context=ctx, user_id='u', project_id='p', volume_id='00000000-0000-0000-0000-000000000005',
                       status='creating').create()


def rows(count):
    begin = datetime.datetime(2016, 6, 14)
    for number in range(count):
        yield {
            'id': f'{number:08x}-9dad-11d1-80b4-00c04fd430c8', 'user_id': 'alice', 'project_id': 'proj-a',
            'volume_id': '7d444840-9dc0-11d1-b245-5ffdce74fad2', 'host': 'back1@lvm', 'availability_zone': 'nova',
            'container': 'volumebackups', 'status': 'available', 'fail_reason': '', 'size': number,
            'display_name': 'nightly', 'display_description': 'a backup', 'service_metadata': 'volume_x/2016',
            'service': 'cinder.backup.drivers.swift', 'object_count': 22, 'num_dependent_backups': 0,
            'data_timestamp': begin, 'created_at': begin + datetime.timedelta(seconds=number), 'deleted': False,
        }


def main(program, count):
    with tempfile.TemporaryDirectory() as folder:
        database = cinder.Database('sqlite', None, folder)
        database.open()
        given = list(rows(count))
        database.run(cinder.BACKUPS.insert(), given)
        key, ctx = given[count // 2]['id'], cinder.admin()
        ours = subprocess.Popen([program, database.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

        def by_rust(method, times):
            ours.stdin.write(f'{method.__name__} {times} {key}\n')
            ours.stdin.flush()
            answer = ours.stdout.readline()
            return float(answer) if answer else sys.exit('the Rust side has ended')

        def by_python(method, times):
            gc.collect()
            began = time.perf_counter()
            return method(ctx, times, key) or time.perf_counter() - began

        print(f'{count} backups, load {os.getloadavg()[0]:.1f}; microseconds for a row of get_all, and for a call\n')
        print(f'| {"":18} | Cinder 29 | ours | Cinder / ours |')
        print('|---|--:|--:|--:|')
        for method in (get_all, get_by_id, save, conditional_update, create):
            times = count if method is get_all else CALLS
            # The first round is for what is only done once.
            rounds = [(by_python(method, times), by_rust(method, times)) for _ in range(ROUNDS + 1)][1:]
            python, rust = (statistics.median(took) / times * 1e6 for took in zip(*rounds))
            ratio = statistics.median(python / rust for python, rust in rounds)
            print(f'| {method.__name__:18} | {python:.1f} | {rust:.2f} | {ratio:.1f} |', flush=True)
        ours.stdin.close()
        ours.wait()
        database.drop()


main(sys.argv[1], int(sys.argv[2]))
