import { Controller, Res } from '@nestjs/common';
import type { InputOf, OutputOf } from '@t1/shared/endpoint';
import {
  actOnIncident,
  amendIncident,
  closeIncident,
  countIncidents,
  listIncidentTypes,
  listIncidents,
  noteIncident,
  openIncident,
  readIncident,
  reopenIncident,
  reportIncident,
  transferIncident,
} from '@t1/shared/incident-doors';
import { visibleTo } from '@t1/shared/jurisdiction';
import type { Actor } from '@t1/shared/roles';
import type { Response } from 'express';
import { CurrentActor, Door, Input } from '../../identity/door.decorator.ts';
import { Catalogue } from './catalogue.ts';
import { IncidentsQuery } from './incidents.query.ts';
import { IncidentsService } from './incidents.service.ts';
import { ReportIncident } from './report-incident.ts';

type Receipt = Promise<OutputOf<typeof amendIncident>>;

@Controller()
export class IncidentsController {
  private readonly reports: ReportIncident;
  private readonly incidents: IncidentsService;
  private readonly query: IncidentsQuery;
  private readonly catalogue: Catalogue;

  constructor(
    reports: ReportIncident,
    incidents: IncidentsService,
    query: IncidentsQuery,
    catalogue: Catalogue,
  ) {
    this.reports = reports;
    this.incidents = incidents;
    this.query = query;
    this.catalogue = catalogue;
  }

  @Door(reportIncident)
  async report(
    @CurrentActor() actor: Actor,
    @Input() input: InputOf<typeof reportIncident>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OutputOf<typeof reportIncident>> {
    const { receipt, replay } = await this.reports.report(actor, input);
    if (replay) response.setHeader('Idempotent-Replay', 'true');
    return receipt;
  }

  @Door(listIncidents)
  list(
    @CurrentActor() actor: Actor,
    @Input() input: InputOf<typeof listIncidents>,
  ): Promise<OutputOf<typeof listIncidents>> {
    return this.query.list(visibleTo(actor), input);
  }

  // Before readIncident: the word "count" must not be taken for an id.
  @Door(countIncidents)
  count(
    @CurrentActor() actor: Actor,
    @Input() input: InputOf<typeof countIncidents>,
  ): Promise<{ count: number }> {
    return this.query.count(visibleTo(actor), input);
  }

  @Door(readIncident)
  read(
    @CurrentActor() actor: Actor,
    @Input() input: InputOf<typeof readIncident>,
  ): Promise<OutputOf<typeof readIncident>> {
    return this.query.read(visibleTo(actor), input.id);
  }

  @Door(amendIncident)
  amend(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof amendIncident>): Receipt {
    return this.incidents.amend(actor, input);
  }

  @Door(openIncident)
  open(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof openIncident>): Receipt {
    return this.incidents.open(actor, input);
  }

  @Door(noteIncident)
  note(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof noteIncident>): Receipt {
    return this.incidents.note(actor, input);
  }

  @Door(actOnIncident)
  act(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof actOnIncident>): Receipt {
    return this.incidents.act(actor, input);
  }

  @Door(closeIncident)
  close(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof closeIncident>): Receipt {
    return this.incidents.close(actor, input);
  }

  @Door(reopenIncident)
  reopen(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof reopenIncident>): Receipt {
    return this.incidents.reopen(actor, input);
  }

  @Door(transferIncident)
  transfer(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof transferIncident>): Receipt {
    return this.incidents.transfer(actor, input);
  }

  @Door(listIncidentTypes)
  types(): OutputOf<typeof listIncidentTypes> {
    return { items: [...this.catalogue.types.values()] };
  }
}
