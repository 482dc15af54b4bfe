import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Directory } from './directory.ts';
import { Locator } from './locate.ts';
import { OrganisationController } from './organisation.controller.ts';
import { Coverage, Directorate, District, Ministry, Place } from './organisation.entities.ts';

/** Who is responsible where, and when: ministries, districts, directorates and the gazetteer. */
@Module({
  imports: [TypeOrmModule.forFeature([Ministry, District, Directorate, Coverage, Place])],
  controllers: [OrganisationController],
  providers: [Directory, Locator],
  exports: [Directory, Locator],
})
export class OrganisationModule {}
