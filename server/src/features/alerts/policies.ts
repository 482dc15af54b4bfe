import { Injectable } from '@nestjs/common';
import type { EscalationStep } from '@t1/shared/alerts';
import type { EscalationPolicyView } from '@t1/shared/alert-doors';
import type { Severity } from '@t1/shared/incidents';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';

interface PolicyRow {
  directorate_id: string | null;
  severity: Severity;
  steps: EscalationStep[];
}

/** How alerts climb, as the ministry wrote it down. */
@Injectable()
export class Policies {
  private readonly database: DataSource;

  constructor(database: DataSource) {
    this.database = database;
  }

  /** The steps for an alert of this directorate and severity; its own policy goes before the general one. */
  async stepsFor(tx: EntityManager, directorateId: string, severity: Severity): Promise<EscalationStep[]> {
    const rows: PolicyRow[] = await tx.query(
      `select directorate_id, severity, steps from escalation_policy
       where severity = $2 and (directorate_id = $1 or directorate_id is null)
       order by directorate_id nulls last limit 1`,
      [directorateId, severity],
    );
    return rows[0]?.steps ?? [];
  }

  async list(): Promise<EscalationPolicyView[]> {
    const rows: PolicyRow[] = await this.database.query(
      'select directorate_id, severity, steps from escalation_policy order by directorate_id nulls first, severity',
    );
    return rows.map(({ directorate_id: directorateId, severity, steps }) => ({
      ...(directorateId === null ? {} : { directorateId }),
      severity,
      steps,
    }));
  }
}
