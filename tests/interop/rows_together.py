"""Both programs at the same rows at once. Each writes a ledger of what was acknowledged to it, and the rows have to be what
the ledgers say; no call may fail, but those that find their row destroyed.
"""
import collections
import datetime
import threading
import time
import uuid

import cinder_database as cinder
import sqlalchemy
from cinder import exception, objects
from cinder.db import api

# The statuses that rows are swapped through.
RING = ('available', 'restoring', 'error')
# How many rows there are for what; and some to be destroyed, one after the other.
KINDS = {'steps': 2, 'swaps': 2, 'counted': 2, 'shared': 30}
THREADS = 3
ROUNDS = 5
PAGE = 7


class Worker(threading.Thread):
    """One of Cinder's threads: the same turns as in `src/together.rs`."""

    def __init__(self, thread, seconds, rows):
        super().__init__()
        self.thread, self.seconds, self.rows, self.context = thread, seconds, rows, cinder.admin()
        self.steps, self.destroyed, self.created, self.errors = [], [], [], []
        self.swaps = collections.defaultdict(lambda: [0, 0, 0])
        self.dependents, self.sizes = collections.Counter(), collections.Counter()
        self.saved = {}
        self.passes = self.calls = self.gone = 0

    def run(self):
        turns = [self.step, self.swap, self.count, self.save, self.step, self.swap, self.doom, self.look]
        turn = self.thread
        self.began = time.monotonic()
        while time.monotonic() - self.began < self.seconds:
            turn += 1
            try:
                turns[turn % 8](turn)
            except Exception as error:
                self.errors.append(f'{turns[turn % 8].__name__}: {error!r}')
            self.calls += 1

    def get(self, ident):
        return objects.Backup.get_by_id(self.context, ident)

    def id(self, kind, turn):
        return self.rows[kind][turn // 8 % len(self.rows[kind])]

    def step(self, turn):
        """One step further, unless another takes it first."""
        backup = self.get(self.id('steps', turn))
        at = backup.object_count
        values = {'object_count': at + 1, 'status': RING[(at + 1) % 3]}
        # Without what is expected, everything has to be as it was read.
        if backup.conditional_update(values, {'object_count': at} if turn // 8 % 2 == 0 else None):
            self.steps.append([backup.id, at + 1])

    def swap(self, turn):
        """From one status to the next, whatever the row has."""
        backup, start = self.get(self.id('swaps', turn)), turn // 8 % 3
        if backup.update_single_status_where(RING[(start + 1) % 3], RING[start]):
            self.swaps[backup.id][start] += 1

    def count(self, turn):
        """Two dependents more, one less, and a size that grows."""
        ident = self.id('counted', turn)
        for _ in range(2):
            api.backup_add_dependent(self.context, ident)
            self.dependents[ident] += 1
        api.backup_remove_dependent(self.context, ident)
        self.dependents[ident] -= 1
        if not self.get(ident).conditional_update({'size': objects.Backup.model.size + 1}, {}):
            raise AssertionError('a row that nobody destroys was not there')
        self.sizes[ident] += 1

    def save(self, turn):
        """A field of a row that no other thread saves."""
        own = self.rows['shared'][self.thread::THREADS]
        backup = self.get(own[turn // 8 % len(own)])
        backup.display_name = f'{turn} of thread {self.thread}'
        backup.save()
        self.saved[backup.id] = backup.display_name

    def doom(self, turn):
        """Saves and destroys a row that all threads are at just now."""
        at = int((time.monotonic() - self.began) / self.seconds * len(self.rows['doomed']))
        if at >= len(self.rows['doomed']):
            return
        try:
            backup = self.get(self.rows['doomed'][at])
            backup.display_name = str(turn)
            backup.save()
            backup.destroy()
            # Cinder says nothing when it was destroyed already.
            self.destroyed.append([backup.id, backup.deleted_at.isoformat(timespec='microseconds')])
        except exception.BackupNotFound:
            self.gone += 1

    def look(self, turn):
        """Makes a row, or looks at all rows of a host, which are always the same."""
        if turn // 8 % 2 == 0:
            backup = objects.Backup(self.context, user_id='u', project_id='p', volume_id=str(uuid.UUID(int=0)),
                                    host='made', display_name=str(turn))
            backup.create()
            self.created.append(backup.id)
            return
        seen, marker = [], None
        while True:
            page = objects.BackupList.get_all(self.context, {'host': 'shared'}, marker=marker, limit=PAGE).objects
            seen += [backup.id for backup in page]
            marker = seen[-1]
            if len(page) < PAGE:
                break
        if sorted(seen) != sorted(self.rows['shared']):
            raise AssertionError(f"{len(seen)} rows in pages, not {len(self.rows['shared'])}")
        self.passes += 1


def run(peer):
    """Both at once; on SQLite with each way to keep a journal."""
    together(peer)
    if peer.kind == 'sqlite':
        peer.rust.close()
        peer.rust = type(peer.rust)(peer.program, peer.database.for_rust, 'wal')
        # The journal is another one when it answers: that needs a moment in which nobody else is at the file.
        peer.same('check_table', None, peer.by_rust('check'))
        [mode] = peer.database.run(sqlalchemy.text('PRAGMA journal_mode'))
        peer.same('journal', 'wal', mode['journal_mode'])
        together(peer)


def together(peer):
    """Again, where a machine is so busy that one of them came to nothing."""
    for _ in range(ROUNDS):
        if one_round(peer):
            return
    peer.same('together, both of everything', True, False)


def one_round(peer):
    """Whether both did something of everything; what they did was right."""
    peer.database.run(cinder.BACKUPS.delete().where(cinder.BACKUPS.c.host.in_([*KINDS, 'made', 'doomed'])))
    seconds = min(30, 3 + peer.count / 25)
    kinds = {**KINDS, 'doomed': int(seconds * 10)}
    rows = {kind: [made(peer, kind) for _ in range(number)] for kind, number in kinds.items()}
    peer.rust.send('together', context={'admin': True}, seconds=seconds, threads=THREADS, rows=rows)
    workers = [Worker(thread, seconds, rows) for thread in range(THREADS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    answer = peer.rust.receive()
    return judge(peer, rows, [vars(worker) for worker in workers], answer['ok'])


def made(peer, kind):
    backup = objects.Backup(peer.admin, user_id='u', project_id='p', volume_id=str(uuid.UUID(int=0)), host=kind,
                            status=RING[0], size=0, object_count=0)
    backup.create()
    return backup.id


def judge(peer, rows, cinders, rusts):
    """Holds both ledgers against the rows; whether there is something of everything in both."""
    both = cinders + rusts
    found = {row['id']: row for row in peer.rows()}
    for side, ledgers in (('Cinder', cinders), ('Rust', rusts)):
        errors = collections.Counter(error for ledger in ledgers for error in ledger['errors'])
        for error, times in errors.most_common(5):
            print(f'{peer.kind}, together: {side} failed {times} times: {error}', flush=True)
    peer.same('together, errors', 0, sum(len(ledger['errors']) for ledger in both))
    for ident in rows['steps']:
        row = found[ident]
        wins = sorted(at for ledger in both for of, at in ledger['steps'] if of == ident)
        peer.same('together, one winner for each step', list(range(1, row['object_count'] + 1)), wins, ident)
        peer.same('together, the last step', RING[row['object_count'] % 3], row['status'], ident)
    for ident in rows['swaps']:
        left = [sum(ledger['swaps'].get(ident, [0, 0, 0])[at] for ledger in both) for at in range(3)]
        at = RING.index(found[ident]['status'])
        # Once more into the status that it has than out of it, counted from the first.
        wanted = [left[0] - (at >= 1), left[0] - (at >= 1), left[0] - (at >= 1)]
        balance = [left[0] - (at >= 1), left[1] - (at >= 2), left[2]]
        peer.same('together, swaps', wanted, balance, ident)
    for ident in rows['counted']:
        for name, of in (('num_dependent_backups', 'dependents'), ('size', 'sizes')):
            added = sum(ledger[of].get(ident, 0) for ledger in both)
            peer.same(f'together, {of}', added, found[ident][name], ident)
    for ident in rows['shared']:
        for name, ledgers in (('display_name', cinders), ('display_description', rusts)):
            last = next((ledger['saved'][ident] for ledger in ledgers if ident in ledger['saved']), None)
            peer.same('together, saved last', last, found[ident][name], ident)
    deleted(peer, rows['doomed'], found, cinders, rusts)
    created = [ident for ledger in both for ident in ledger['created']]
    kept = [row['id'] for row in found.values() if row['host'] == 'made']
    peer.same('together, created', sorted(created), sorted(kept))
    both_worked = True
    steps = sum(found[ident]['object_count'] for ident in rows['steps'])
    for side, ledgers in (('Cinder', cinders), ('Rust', rusts)):
        numbers = {name: sum(len(ledger[name]) for ledger in ledgers) for name in ('steps', 'destroyed', 'created')}
        numbers |= {name: sum(ledger[name] for ledger in ledgers) for name in ('calls', 'gone', 'passes')}
        print(f'{peer.kind}, together, {side}: ' + ', '.join(f'{name} {number}' for name, number in numbers.items())
              + f', of {steps} steps', flush=True)
        both_worked &= all(numbers[name] for name in ('steps', 'created', 'passes'))
    return both_worked


def moment(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=None)


def deleted(peer, doomed, found, cinders, rusts):
    """A row is destroyed once; the moment of it is that of an acknowledged call, of Rust's only one where it has one."""
    for ident in doomed:
        row = found[ident]
        by_rust = [moment(at) for ledger in rusts for of, at in ledger['destroyed'] if of == ident]
        by_cinder = [moment(at) for ledger in cinders for of, at in ledger['destroyed'] if of == ident]
        if not by_rust and not by_cinder:
            peer.same('together, not destroyed', [False, None, RING[0]],
                      [row['deleted'], row['deleted_at'], row['status']], ident)
            continue
        peer.same('together, destroyed', [True, 'deleted'], [row['deleted'], row['status']], ident)
        peer.same('together, destroyed once', True, len(by_rust) <= 1, ident)
        at = [at.replace(microsecond=0) if peer.kind == 'mariadb' else at for at in by_rust or by_cinder]
        peer.same('together, destroyed when', True, row['deleted_at'] in at, (ident, at, row['deleted_at']))
