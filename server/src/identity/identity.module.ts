import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DoorGuard } from './door.guard.ts';
import { LoginGate } from './login-gate.ts';
import { SessionController } from './session.controller.ts';
import { Session } from './session.entity.ts';
import { SessionsService } from './sessions.service.ts';
import { User } from './user.entity.ts';

/** The hall: who are you, and may you. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([User, Session])],
  controllers: [SessionController],
  providers: [SessionsService, LoginGate, { provide: APP_GUARD, useClass: DoorGuard }],
  exports: [SessionsService],
})
export class IdentityModule {}
