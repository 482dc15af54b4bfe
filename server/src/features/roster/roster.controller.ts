import { Controller, Inject, Res, StreamableFile } from '@nestjs/common';
import type { InputOf, OutputOf } from '@t1/shared/endpoint';
import type { Actor } from '@t1/shared/roles';
import {
  addShift,
  cancelShift,
  exportRoster,
  handOverShift,
  importRoster,
  listOfficers,
  listOnDuty,
  listShifts,
  substituteOfficer,
} from '@t1/shared/roster-doors';
import { rosterColumns, writtenInstant } from '@t1/shared/roster-files';
import type { Response } from 'express';
import { CurrentActor, Door, Input } from '../../identity/door.decorator.ts';
import type { Settings } from '../../platform/env.ts';
import { SETTINGS } from '../../platform/env.ts';
import { ImportRoster } from './import-roster.ts';
import { RosterQuery } from './roster.query.ts';
import { RosterService } from './roster.service.ts';
import { writeTable } from './roster-table.ts';

type Receipt = Promise<OutputOf<typeof addShift>>;

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

@Controller()
export class RosterController {
  private readonly query: RosterQuery;
  private readonly roster: RosterService;
  private readonly imports: ImportRoster;
  private readonly settings: Settings;

  constructor(
    query: RosterQuery,
    roster: RosterService,
    imports: ImportRoster,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.query = query;
    this.roster = roster;
    this.imports = imports;
    this.settings = settings;
  }

  @Door(listShifts)
  list(
    @CurrentActor() actor: Actor,
    @Input() input: InputOf<typeof listShifts>,
  ): Promise<OutputOf<typeof listShifts>> {
    return this.query.list(actor, input);
  }

  @Door(listOnDuty)
  onDuty(@CurrentActor() actor: Actor): Promise<OutputOf<typeof listOnDuty>> {
    return this.query.onDuty(actor);
  }

  @Door(listOfficers)
  officers(
    @CurrentActor() actor: Actor,
    @Input() input: InputOf<typeof listOfficers>,
  ): Promise<OutputOf<typeof listOfficers>> {
    return this.roster.officers(actor, input);
  }

  @Door(addShift)
  async add(
    @CurrentActor() actor: Actor,
    @Input() input: InputOf<typeof addShift>,
    @Res({ passthrough: true }) response: Response,
  ): Receipt {
    const { receipt, replay } = await this.roster.add(actor, input);
    if (replay) response.setHeader('Idempotent-Replay', 'true');
    return receipt;
  }

  @Door(substituteOfficer)
  substitute(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof substituteOfficer>): Receipt {
    return this.roster.substitute(actor, input);
  }

  @Door(cancelShift)
  cancel(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof cancelShift>): Receipt {
    return this.roster.cancel(actor, input);
  }

  @Door(handOverShift)
  handOver(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof handOverShift>): Receipt {
    return this.roster.handOver(actor, input);
  }

  // Reads a file and, when asked to, stores it: 200, because it may store nothing.
  @Door(importRoster)
  import(
    @CurrentActor() actor: Actor,
    @Input() input: InputOf<typeof importRoster>,
  ): Promise<OutputOf<typeof importRoster>> {
    return this.imports.read(actor, input);
  }

  @Door(exportRoster)
  async export(
    @CurrentActor() actor: Actor,
    @Input() input: InputOf<typeof exportRoster>,
  ): Promise<StreamableFile> {
    const { items, serverNow } = await this.query.list(actor, {});
    const rows = items.map((shift) => [
      shift.directorateId,
      shift.position,
      shift.officer.nameAr,
      shift.officer.phone ?? '',
      writtenInstant(shift.startsAt),
      writtenInstant(shift.endsAt),
      shift.exercise ? 'تمرين / EXERCISE' : '',
    ]);
    const file = await writeTable(input.format, [rosterColumns, ...rows]);
    const kind = this.settings.exercise ? 'EXERCISE-' : '';
    return new StreamableFile(file, {
      type: contentTypes[input.format],
      disposition: `attachment; filename="${kind}roster-${serverNow.slice(0, 10)}.${input.format}"`,
    });
  }
}
