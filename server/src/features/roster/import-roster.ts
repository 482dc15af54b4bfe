import { Inject, Injectable } from '@nestjs/common';
import type { InputOf, OutputOf } from '@t1/shared/endpoint';
import type { Refusal } from '@t1/shared/errors';
import type { Actor } from '@t1/shared/roles';
import type { ImportedRow, importRoster } from '@t1/shared/roster-doors';
import type { ReadRow, WrittenRow } from '@t1/shared/roster-files';
import { readRow, rowsByHeading } from '@t1/shared/roster-files';
import type { ShiftOfficer } from '@t1/shared/roster';
import { importRowsMax } from '@t1/shared/roster';
import type { Slot } from '@t1/shared/roster-rules';
import { refuseShift, writesRosterOf } from '@t1/shared/roster-rules';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { User } from '../../identity/user.entity.ts';
import { Directory, dayOf, stoodOn } from '../../organisation/directory.ts';
import { Clock } from '../../platform/clock.ts';
import type { Settings } from '../../platform/env.ts';
import { SETTINGS } from '../../platform/env.ts';
import { Refused } from '../../platform/refused.ts';
import { readTable } from './roster-table.ts';
import { Shift } from './shift.entity.ts';
import { ShiftLedger } from './shift-ledger.ts';

interface Judged {
  readonly written: WrittenRow;
  readonly row?: ReadRow;
  readonly errors: readonly Refusal[];
}

/** Takes a file of shifts in: every row is judged as if it were added alone after the rows above it. */
@Injectable()
export class ImportRoster {
  private readonly database: DataSource;
  private readonly directory: Directory;
  private readonly clock: Clock;
  private readonly ledger: ShiftLedger;
  private readonly settings: Settings;

  constructor(
    database: DataSource,
    directory: Directory,
    clock: Clock,
    ledger: ShiftLedger,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.database = database;
    this.directory = directory;
    this.clock = clock;
    this.ledger = ledger;
    this.settings = settings;
  }

  async read(actor: Actor, input: InputOf<typeof importRoster>): Promise<OutputOf<typeof importRoster>> {
    const table = await readTable(input.format, Buffer.from(input.content, 'base64'));
    const written = table === undefined ? undefined : rowsByHeading(table);
    if (written === undefined || written.length === 0 || written.length > importRowsMax) {
      throw new Refused({ code: 'unreadable-file', field: 'content' });
    }
    return this.database.transaction(async (tx) => {
      const now = await this.clock.recordedNow(tx);
      const day = dayOf(now);
      const known = [...this.directory.directorates.values()].filter((each) => stoodOn(each, day));
      const read = written.map((each) => ({ written: each, ...readRow(each, known) }));
      if (!input.dryRun) await this.enterAll(tx, read);
      const accounts = await this.ledger.accounts(tx, directoratesOf(read));
      const judged = await this.judge(tx, actor, read, now);
      const rows = judged.map(seen);
      if (input.dryRun || judged.some(({ errors }) => errors.length > 0)) return { rows, imported: 0 };
      await this.store(tx, actor, judged, accounts);
      return { rows, imported: rows.length };
    });
  }

  /** The places are entered in one order, so that two imports at once wait instead of blocking each other. */
  private async enterAll(tx: EntityManager, rows: readonly Judged[]): Promise<void> {
    const places = new Map(
      rows.flatMap(({ row }) => (row === undefined ? [] : [[`${row.directorateId} ${row.position}`, row]])),
    );
    for (const [, row] of [...places].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      await this.ledger.enter(tx, row.directorateId, row.position);
    }
  }

  private async judge(
    tx: EntityManager,
    actor: Actor,
    rows: readonly Judged[],
    now: Date,
  ): Promise<readonly Judged[]> {
    const slots = rows.flatMap(({ row }) => (row === undefined ? [] : [row]));
    const from = slots.map(({ startsAt }) => startsAt).toSorted()[0] ?? now.toISOString();
    const to =
      slots
        .map(({ endsAt }) => endsAt)
        .toSorted()
        .at(-1) ?? now.toISOString();
    const others: (Slot & { readonly state: 'standing' | 'handed-over' | 'cancelled' })[] = [
      ...(await this.ledger.near(tx, directoratesOf(rows), from, to)),
    ];
    return rows.map((each) => {
      const { row } = each;
      if (row === undefined) return each;
      const directorate = this.directory.directorates.get(row.directorateId);
      if (directorate === undefined || !writesRosterOf(actor, directorate)) {
        return { ...each, errors: [{ code: 'forbidden', field: 'directorateId' }] };
      }
      const refusal = refuseShift(row, others, now);
      others.push({ ...row, state: 'standing' });
      return refusal === undefined ? each : { ...each, errors: [refusal] };
    });
  }

  /** Rows first, events last: from the first event on, every other writer of the log waits. */
  private async store(
    tx: EntityManager,
    actor: Actor,
    judged: readonly Judged[],
    accounts: readonly User[],
  ): Promise<void> {
    const shifts = judged.flatMap(({ row }) => (row === undefined ? [] : [this.shiftOf(tx, row, accounts)]));
    await tx.insert(Shift, shifts);
    for (const shift of shifts) await this.ledger.append(tx, 'roster.shift-added', actor, shift);
  }

  private shiftOf(tx: EntityManager, row: ReadRow, accounts: readonly User[]): Shift {
    const officer = officerOf(row, accounts);
    return tx.create(Shift, {
      id: uuidv7(),
      directorateId: row.directorateId,
      position: row.position,
      userId: officer.userId ?? null,
      officer,
      startsAt: new Date(row.startsAt),
      endsAt: new Date(row.endsAt),
      state: 'standing',
      version: 1,
      handOver: null,
      requestHash: null,
      exercise: this.settings.exercise,
    });
  }
}

/** The account whose user name or name the row writes, or an officer of that name without an account. */
function officerOf(row: ReadRow, accounts: readonly User[]): ShiftOfficer {
  const phone = row.phone === undefined ? {} : { phone: row.phone };
  const account = accounts.find(
    ({ directorateId, username, nameAr, nameEn }) =>
      directorateId === row.directorateId && [username, nameAr, nameEn].includes(row.officer),
  );
  return account === undefined
    ? { nameAr: row.officer, nameEn: row.officer, ...phone }
    : { userId: account.id, nameAr: account.nameAr, nameEn: account.nameEn, ...phone };
}

function directoratesOf(rows: readonly Judged[]): string[] {
  return [...new Set(rows.flatMap(({ row }) => (row === undefined ? [] : [row.directorateId])))];
}

function seen({ written, errors }: Judged): ImportedRow {
  return {
    line: written.line,
    // A cell that is too long is shown far enough to be found.
    cells: written.cells.map((cell) => cell.slice(0, 120)),
    errors: errors.map(({ code, field }) => (field === undefined ? { code } : { code, field })),
  };
}
