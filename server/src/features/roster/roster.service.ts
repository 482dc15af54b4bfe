import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { InputOf, OutputOf } from '@t1/shared/endpoint';
import type { Refusal } from '@t1/shared/errors';
import type { Actor } from '@t1/shared/roles';
import { refOf } from '@t1/shared/roles';
import type {
  addShift,
  cancelShift,
  handOverShift,
  listOfficers,
  substituteOfficer,
} from '@t1/shared/roster-doors';
import type { ShiftView } from '@t1/shared/roster';
import {
  refuseHandOver,
  refuseShift,
  refuseShiftChange,
  seesRosterOf,
  writesRosterOf,
} from '@t1/shared/roster-rules';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { EventLog } from '../../event-log/event-log.ts';
import { Directory, dayOf, stoodOn } from '../../organisation/directory.ts';
import type { Directorate } from '../../organisation/organisation.entities.ts';
import { Clock } from '../../platform/clock.ts';
import type { Settings } from '../../platform/env.ts';
import { SETTINGS } from '../../platform/env.ts';
import { Refused, throwIf } from '../../platform/refused.ts';
import { Shift, viewOf } from './shift.entity.ts';
import { ShiftLedger } from './shift-ledger.ts';

type Receipt = OutputOf<typeof addShift>;
type Added = { readonly receipt: Receipt; readonly replay: boolean };
type ShiftEvent = 'roster.shift-substituted' | 'roster.shift-cancelled' | 'roster.handed-over';

/** What people do with the roster. */
@Injectable()
export class RosterService {
  private readonly database: DataSource;
  private readonly directory: Directory;
  private readonly clock: Clock;
  private readonly log: EventLog;
  private readonly ledger: ShiftLedger;
  private readonly settings: Settings;

  constructor(
    database: DataSource,
    directory: Directory,
    clock: Clock,
    log: EventLog,
    ledger: ShiftLedger,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.database = database;
    this.directory = directory;
    this.clock = clock;
    this.log = log;
    this.ledger = ledger;
    this.settings = settings;
  }

  /** Adds a shift once, however often it is sent. */
  async add(actor: Actor, input: InputOf<typeof addShift>): Promise<Added> {
    try {
      return await this.once(actor, input, hashOf(actor, input));
    } catch (error) {
      // The same id went to two places of the chain at once; the other one is stored.
      if (isDuplicate(error)) throw new Refused({ code: 'conflict-id', field: 'id' });
      throw error;
    }
  }

  private once(actor: Actor, input: InputOf<typeof addShift>, hash: Buffer): Promise<Added> {
    return this.database.transaction(async (tx) => {
      // The lock comes first: a second sending of the same shift waits here and then finds the first.
      await this.ledger.enter(tx, input.directorateId, input.position);
      const known = await tx.findOneBy(Shift, { id: input.id });
      if (known !== null) return { receipt: await this.first(tx, known, hash), replay: true };
      const now = await this.clock.recordedNow(tx);
      const { id: directorateId } = this.writable(actor, input.directorateId, now);
      const slot = {
        directorateId,
        position: input.position,
        startsAt: new Date(input.startsAt).toISOString(),
        endsAt: new Date(input.endsAt).toISOString(),
      };
      const near = await this.ledger.near(tx, [directorateId], slot.startsAt, slot.endsAt);
      throwIf(refuseShift(slot, near, now));
      const officer = await this.ledger.officer(tx, directorateId, input);
      const shift = tx.create(Shift, {
        ...slot,
        id: input.id,
        userId: officer.userId ?? null,
        officer,
        startsAt: new Date(slot.startsAt),
        endsAt: new Date(slot.endsAt),
        state: 'standing',
        version: 1,
        handOver: null,
        requestHash: hash,
        exercise: this.settings.exercise,
      });
      await tx.insert(Shift, shift);
      const seq = await this.ledger.append(tx, 'roster.shift-added', actor, shift);
      return { receipt: { id: shift.id, version: shift.version, seq }, replay: false };
    });
  }

  substitute(actor: Actor, input: InputOf<typeof substituteOfficer>): Promise<Receipt> {
    return this.change(actor, input, 'roster.shift-substituted', refuseShiftChange, async (tx, shift) => {
      const before = shift.officer;
      shift.officer = await this.ledger.officer(tx, shift.directorateId, input);
      shift.userId = shift.officer.userId ?? null;
      return { before, ...(input.reason === undefined ? {} : { reason: input.reason }) };
    });
  }

  cancel(actor: Actor, input: InputOf<typeof cancelShift>): Promise<Receipt> {
    return this.change(actor, input, 'roster.shift-cancelled', refuseShiftChange, (_, shift) => {
      shift.state = 'cancelled';
      return Promise.resolve(input.reason === undefined ? {} : { reason: input.reason });
    });
  }

  handOver(actor: Actor, input: InputOf<typeof handOverShift>): Promise<Receipt> {
    return this.change(actor, input, 'roster.handed-over', refuseHandOver, (_, shift, now) => {
      shift.state = 'handed-over';
      shift.handOver = { note: input.note, by: refOf(actor), at: now.toISOString() };
      return Promise.resolve({});
    });
  }

  /** The accounts that can be put on the roster of a directorate the actor writes. */
  async officers(actor: Actor, input: InputOf<typeof listOfficers>): Promise<OutputOf<typeof listOfficers>> {
    const directorate = this.directory.directorates.get(input.directorate);
    if (directorate === undefined || !writesRosterOf(actor, directorate)) return { items: [] };
    const users = await this.ledger.accounts(this.database.manager, [directorate.id]);
    return { items: users.map(({ id, username, nameAr, nameEn }) => ({ id, username, nameAr, nameEn })) };
  }

  private change(
    actor: Actor,
    input: { id: string; expectedVersion: number },
    type: ShiftEvent,
    refuse: (shift: ShiftView, expectedVersion: number, now: Date) => Refusal | undefined,
    change: (tx: EntityManager, shift: Shift, now: Date) => Promise<Record<string, unknown>>,
  ): Promise<Receipt> {
    return this.database.transaction(async (tx) => {
      const shift = await tx.findOne(Shift, {
        where: { id: input.id },
        lock: { mode: 'pessimistic_write' },
      });
      const directorate = this.directory.directorates.get(shift?.directorateId ?? '');
      if (shift === null || directorate === undefined || !seesRosterOf(actor, directorate)) {
        throw new Refused('not-found');
      }
      if (!writesRosterOf(actor, directorate)) throw new Refused('forbidden');
      const now = await this.clock.recordedNow(tx);
      throwIf(refuse(viewOf(shift), input.expectedVersion, now));
      const detail = await change(tx, shift, now);
      shift.version += 1;
      const { id, ...columns } = shift;
      await tx.update(Shift, { id }, columns);
      return { id, version: shift.version, seq: await this.ledger.append(tx, type, actor, shift, detail) };
    });
  }

  /** The directorate, in service, whose roster the actor may write. */
  private writable(actor: Actor, id: string, now: Date): Directorate {
    const directorate = this.directory.directorates.get(id);
    if (directorate === undefined || !stoodOn(directorate, dayOf(now))) {
      throw new Refused({ code: 'unknown-directorate', field: 'directorateId' });
    }
    if (!writesRosterOf(actor, directorate)) throw new Refused({ code: 'forbidden', field: 'directorateId' });
    return directorate;
  }

  private async first(tx: EntityManager, known: Shift, hash: Buffer): Promise<Receipt> {
    if (known.requestHash?.equals(hash) !== true) throw new Refused({ code: 'conflict-id', field: 'id' });
    const seq = await this.log.seqOf('roster.shift-added', known.id, tx);
    if (seq === undefined) throw new Error(`Shift ${known.id} has no event.`);
    return { id: known.id, version: 1, seq };
  }
}

/** Two bodies with the same content have the same hash, whatever the order of their fields. */
function hashOf(actor: Actor, input: InputOf<typeof addShift>): Buffer {
  const ordered = (_: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return createHash('sha256')
    .update(JSON.stringify([actor.id, input], ordered))
    .digest();
}

/** PostgreSQL's unique_violation. */
function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
