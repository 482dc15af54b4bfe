// The floor: the least that takes a report, keeps it and tells everybody. No rights, no rooms, no resume, no checks.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { livePath } from '@t1/shared/socket';
import { Pool } from 'pg';
import { Server } from 'socket.io';
import type { Report } from '../load/reports.ts';

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
await pool.query(`create table if not exists floor_incident (
  seq bigserial primary key, id uuid not null unique, type text not null, severity smallint not null,
  title text not null, description text not null, plates text[] not null,
  lat double precision not null, lon double precision not null, at timestamptz not null default now())`);

const actor = {
  id: '01990000-0000-7000-8000-000000000001',
  nameAr: 'مُبلّغ طرابلس',
  nameEn: 'Tripoli reporter',
  role: 'reporter',
  directorateId: 'tripoli',
};

/** As much as the room tells about a report, so that both send about the same number of bytes. */
function eventOf(report: Report, seq: string, at: Date): object {
  return {
    seq: Number(seq),
    id: report.id,
    type: 'incident.reported',
    at,
    actor,
    subject: report.id,
    version: 1,
    data: {
      id: report.id,
      ref: `T1-${at.getUTCFullYear()}-${seq.padStart(6, '0')}`,
      type: report.type,
      severity: report.severity,
      state: 'reported',
      version: 1,
      title: report.title,
      description: report.description,
      plates: report.plates,
      location: report.location,
      place: { id: 'tripoli', nameAr: 'طرابلس', nameEn: 'Tripoli', distanceM: 1200 },
      districtId: 'tripoli',
      directorateId: 'tripoli',
      reportingDirectorateId: 'tripoli',
      occurredAt: at,
      reportedAt: at,
      reportedBy: actor,
      exercise: true,
    },
  };
}

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.end();
    return;
  }
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += String(chunk);
  const report = JSON.parse(text) as Report;
  const { rows } = await pool.query<{ seq: string; at: Date }>(
    `insert into floor_incident (id, type, severity, title, description, plates, lat, lon)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning seq, at`,
    [
      report.id,
      report.type,
      report.severity,
      report.title,
      report.description,
      report.plates,
      report.location.lat,
      report.location.lon,
    ],
  );
  const row = rows[0];
  if (row === undefined) throw new Error('The insert gave no row.');
  response.writeHead(201, { 'Content-Type': 'application/json' }).end(JSON.stringify({ id: report.id }));
  io.emit('incident', eventOf(report, row.seq, row.at));
}

const server = createServer((request, response) => void take(request, response));
const pings = process.env.FLOOR_PINGS === 'default' ? {} : { pingInterval: 4_000, pingTimeout: 4_000 };
const io = new Server(server, {
  path: livePath,
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
  ...pings,
});
server.listen(Number(process.env.PORT), process.env.HOST);
