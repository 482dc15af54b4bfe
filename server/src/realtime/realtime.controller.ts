import { Controller, Header, Res, StreamableFile } from '@nestjs/common';
import type { InputOf } from '@t1/shared/endpoint';
import { audienceKey, visibleTo } from '@t1/shared/jurisdiction';
import { readEvents, readSnapshot } from '@t1/shared/live-doors';
import type { Actor } from '@t1/shared/roles';
import type { Response } from 'express';
import { EventLog, genesisChain } from '../event-log/event-log.ts';
import { EventPump } from '../event-log/event-pump.ts';
import { CurrentActor, Door, Input } from '../identity/door.decorator.ts';
import { Refused } from '../platform/refused.ts';
import { decodeCursor, scopeTag } from './cursor.ts';
import { stretchFor } from './frames.ts';
import { Snapshot } from './snapshot.ts';

@Controller()
export class RealtimeController {
  private readonly snapshot: Snapshot;
  private readonly log: EventLog;
  private readonly pump: EventPump;

  constructor(snapshot: Snapshot, log: EventLog, pump: EventPump) {
    this.snapshot = snapshot;
    this.log = log;
    this.pump = pump;
  }

  @Door(readSnapshot)
  @Header('Content-Type', 'application/json; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  async readSnapshot(
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const bytes = await this.snapshot.compressed(visibleTo(actor));
    // Said only when there is one: the answer of a refusal is not compressed.
    response.setHeader('Content-Encoding', 'gzip');
    return new StreamableFile(bytes, { type: 'application/json; charset=utf-8' });
  }

  /** The page is put together from the shared texts, so it is sent as text and parsed by nobody here. */
  @Door(readEvents)
  @Header('Content-Type', 'application/json; charset=utf-8')
  async readEvents(
    @CurrentActor() actor: Actor,
    @Input() input: InputOf<typeof readEvents>,
  ): Promise<StreamableFile> {
    const scope = visibleTo(actor);
    const start = await this.startOf(input.cursor, scopeTag(audienceKey(scope)));
    const run = await this.log.after(start.seq, input.limit);
    const stretch = stretchFor(scope, this.pump.epoch, start.seq, run, start.chain);
    const { from, to, cursor, events } = stretch;
    const text = `{"cursor":"${cursor}","from":${from},"to":${to},"events":[${events.join(',')}]}`;
    return new StreamableFile(Buffer.from(text), { type: 'application/json; charset=utf-8' });
  }

  private async startOf(text: string | undefined, tag: string): Promise<{ seq: number; chain: string }> {
    if (text === undefined) return { seq: 0, chain: genesisChain };
    const cursor = decodeCursor(text);
    if (cursor === undefined || cursor.epoch !== this.pump.epoch || cursor.scope !== tag) {
      throw new Refused({ code: 'bad-cursor', field: 'cursor' });
    }
    if ((await this.log.chainAt(cursor.seq)) !== cursor.chain) {
      throw new Refused({ code: 'bad-cursor', field: 'cursor' });
    }
    return { seq: cursor.seq, chain: cursor.chain };
  }
}
