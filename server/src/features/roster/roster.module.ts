import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrganisationModule } from '../../organisation/organisation.module.ts';
import { Snapshot } from '../../realtime/snapshot.ts';
import { ImportRoster } from './import-roster.ts';
import { RosterController } from './roster.controller.ts';
import { RosterQuery } from './roster.query.ts';
import { RosterService } from './roster.service.ts';
import { Shift } from './shift.entity.ts';
import { ShiftLedger } from './shift-ledger.ts';

/** The roster: who is on duty where. */
@Module({
  imports: [TypeOrmModule.forFeature([Shift]), OrganisationModule],
  controllers: [RosterController],
  providers: [RosterQuery, RosterService, ImportRoster, ShiftLedger],
})
export class RosterModule implements OnModuleInit {
  private readonly snapshot: Snapshot;
  private readonly query: RosterQuery;

  constructor(snapshot: Snapshot, query: RosterQuery) {
    this.snapshot = snapshot;
    this.query = query;
  }

  onModuleInit(): void {
    this.snapshot.register('shifts', (tx, scope) => this.query.standing(tx, scope));
  }
}
