import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { EventPump } from '../event-log/event-pump.ts';
import { LiveRooms } from '../realtime/live-rooms.ts';

/** Figures for those who watch the room itself. No person, no place and no incident is in them. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor(pump: EventPump, rooms: LiveRooms) {
    collectDefaultMetrics({ register: this.registry });
    const gauge = (name: string, help: string, read: () => number): Gauge =>
      new Gauge({
        name,
        help,
        registers: [this.registry],
        collect() {
          this.set(read());
        },
      });
    gauge('t1_log_seq', 'Number of the newest event this process has read', () => pump.ring.seq);
    gauge('t1_log_age_ms', 'Milliseconds since the log was last read', () => pump.ageMs);
    gauge('t1_screens_live', 'Screens on the live path', () => rooms.counts.live);
    gauge('t1_screens_lagging', 'Screens that are catching up', () => rooms.counts.lagging);
    const events = new Counter({
      name: 't1_events_total',
      help: 'Events published',
      registers: [this.registry],
    });
    pump.onEvents((run) => events.inc(run.length));
  }

  /** All figures as Prometheus text. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
}
