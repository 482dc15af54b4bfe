import type { DomainEvent } from '@t1/shared/events';
import { describe, expect, it } from 'vitest';
import { applyEvent, applySnapshot } from './apply.ts';
import { alert, event, idOf, incident, snapshot } from './testing/samples.ts';
import type { World } from './world.ts';
import { createWorld, recentEventsKept } from './world.ts';

function roomAfter(...events: DomainEvent[]): World {
  const world = createWorld();
  for (const each of events) applyEvent(world, each);
  return world;
}

const reported = incident(1);
const opened = incident(1, { state: 'open', version: 2 });
const closed = incident(1, { state: 'closed', version: 3 });

describe('an incident on the screen', () => {
  it('appears when it is reported and shows each change', () => {
    const room = roomAfter(event(1, 'incident.reported', reported), event(2, 'incident.opened', opened));
    expect(room.incidents.list()).toEqual([opened]);
    expect(room.incidents.get(idOf(1))).toBe(opened);
  });

  it('leaves when it is closed and comes back when it is reopened', () => {
    const room = roomAfter(event(1, 'incident.reported', reported), event(2, 'incident.closed', closed));
    expect(room.incidents.list()).toEqual([]);
    const again = incident(1, { state: 'reopened', version: 4 });
    applyEvent(room, event(3, 'incident.reopened', again));
    expect(room.incidents.list()).toEqual([again]);
  });

  it('does not come back by a note that is written after it was closed', () => {
    const noted = incident(1, { state: 'closed', version: 4 });
    const room = roomAfter(event(1, 'incident.closed', closed), event(2, 'incident.noted', noted));
    expect(room.incidents.size).toBe(0);
  });

  it('leaves the screen of a directorate that lost sight of it, and returns with a transfer back', () => {
    const room = roomAfter(
      event(1, 'incident.reported', reported),
      event(2, 'incident.withdrawn', { id: idOf(1) }, 2),
    );
    expect(room.incidents.size).toBe(0);
    const back = incident(1, { version: 3 });
    applyEvent(room, event(3, 'incident.transferred', back));
    expect(room.incidents.list()).toEqual([back]);
  });

  it('keeps its newer version when an older one arrives late', () => {
    const room = roomAfter(event(2, 'incident.opened', opened), event(1, 'incident.reported', reported));
    expect(room.incidents.get(idOf(1))).toBe(opened);
  });

  it('stays away when an event older than its closing or its withdrawal arrives late', () => {
    const closedRoom = roomAfter(event(3, 'incident.closed', closed), event(2, 'incident.opened', opened));
    const withdrawnRoom = roomAfter(
      event(3, 'incident.withdrawn', { id: idOf(1) }, 3),
      event(2, 'incident.opened', opened),
    );
    expect(closedRoom.incidents.size).toBe(0);
    expect(withdrawnRoom.incidents.size).toBe(0);
  });

  it('is the same after an event that is applied twice', () => {
    const room = roomAfter(event(2, 'incident.opened', opened), event(2, 'incident.opened', opened));
    expect(room.incidents.list()).toEqual([opened]);
    expect(room.incidents.takeArrived()).toEqual([idOf(1)]);
  });

  it('stands above those that were reported before it', () => {
    const room = roomAfter(
      event(1, 'incident.reported', incident(1)),
      event(2, 'incident.reported', incident(3)),
      event(3, 'incident.reported', incident(2)),
    );
    expect(room.incidents.list().map((each) => each.id)).toEqual([idOf(3), idOf(2), idOf(1)]);
  });
});

describe('an alert on the screen', () => {
  it('stays when it is acknowledged and leaves when it is closed', () => {
    const acknowledged = alert(1, { state: 'acknowledged', version: 2 });
    const room = roomAfter(event(1, 'alert.raised', alert(1)), event(2, 'alert.acknowledged', acknowledged));
    expect(room.alerts.list()).toEqual([acknowledged]);
    applyEvent(room, event(3, 'alert.closed', alert(1, { state: 'closed', version: 3 })));
    expect(room.alerts.list()).toEqual([]);
  });

  it('follows its incident to another directorate and leaves the one it came from', () => {
    const redirected = alert(1, { directorateId: 'misrata', version: 2 });
    const there = roomAfter(event(1, 'alert.redirected', redirected));
    const here = roomAfter(
      event(1, 'alert.raised', alert(1)),
      event(2, 'alert.withdrawn', { id: redirected.id }, 2),
    );
    expect(there.alerts.list()).toEqual([redirected]);
    expect(here.alerts.list()).toEqual([]);
  });

  it('stands in order: not acknowledged, then grave, then waiting long', () => {
    const room = roomAfter(
      event(1, 'alert.raised', alert(1, { severity: 1, state: 'acknowledged' })),
      event(2, 'alert.raised', alert(4, { severity: 2 })),
      event(3, 'alert.raised', alert(3, { severity: 2 })),
      event(4, 'alert.raised', alert(2, { severity: 1 })),
    );
    expect(room.alerts.list().map((each) => each.incidentId)).toEqual([2, 3, 4, 1].map(idOf));
  });
});

describe('the room', () => {
  it('hands out the same list until something in it changes, and never changes a list it handed out', () => {
    const room = roomAfter(event(1, 'incident.reported', incident(1)));
    const before = room.incidents.list();
    applyEvent(room, event(2, 'alert.raised', alert(1)));
    expect(room.incidents.list()).toBe(before);
    applyEvent(room, event(3, 'incident.reported', incident(2)));
    expect(room.incidents.list()).not.toBe(before);
    expect(before).toHaveLength(1);
  });

  it('begins again at a snapshot, also with versions older than it knew', () => {
    const room = roomAfter(event(9, 'incident.closed', closed), event(10, 'incident.reported', incident(2)));
    applySnapshot(room, snapshot(5, { incidents: [opened], alerts: [alert(1)] }));
    expect(room.incidents.list()).toEqual([opened]);
    expect(room.alerts.list()).toEqual([alert(1)]);
    expect(room.recent.list()).toEqual([]);
    expect(room.incidents.takeArrived()).toEqual([]);
    applySnapshot(room, snapshot(1));
    applyEvent(room, event(2, 'incident.reported', reported));
    expect(room.incidents.list()).toEqual([reported]);
  });

  it('remembers the last hundred events, newest first', () => {
    const many = Array.from({ length: 350 }, (_, n) => event(n + 1, 'incident.reported', incident(n)));
    const recent = roomAfter(...many).recent.list();
    expect(recent).toHaveLength(recentEventsKept);
    expect(recent[0]?.seq).toBe(350);
    expect(recent.at(-1)?.seq).toBe(251);
  });

  it('says which incidents came onto the screen, once', () => {
    const room = roomAfter(event(1, 'incident.reported', reported), event(2, 'incident.opened', opened));
    expect(room.incidents.takeArrived()).toEqual([idOf(1)]);
    expect(room.incidents.takeArrived()).toEqual([]);
  });
});

describe('the note of an alert', () => {
  const taken = alert(1, { state: 'acknowledged', version: 2 });
  const again = alert(1, { version: 3 });
  const climbed = alert(1, { version: 4, step: 1 });
  const lapse = [
    event(1, 'alert.raised', alert(1)),
    event(2, 'alert.acknowledged', taken),
    event(3, 'alert.acknowledgement-lapsed', again),
  ];

  it('says that the acknowledgement lapsed, also after the alert has climbed on', () => {
    const room = roomAfter(...lapse, event(4, 'alert.escalated', climbed));
    expect(room.alertNotes.get(again.id)).toEqual({
      lapsedAt: lapse[2]?.at,
      climbedAt: event(4, 'alert.escalated', climbed).at,
    });
  });

  it('goes when somebody takes the alert again, and an older event does not bring it back', () => {
    const retaken = alert(1, { state: 'acknowledged', version: 4 });
    const room = roomAfter(...lapse, event(4, 'alert.acknowledged', retaken));
    expect(room.alertNotes.size).toBe(0);
    for (const old of lapse) applyEvent(room, old);
    expect(room.alertNotes.size).toBe(0);
  });

  it('leaves with the alert and with a new snapshot', () => {
    const closed = alert(1, { state: 'closed', version: 4 });
    expect(roomAfter(...lapse, event(4, 'alert.closed', closed)).alertNotes.size).toBe(0);
    const room = roomAfter(...lapse);
    applySnapshot(room, snapshot(9));
    expect(room.alertNotes.size).toBe(0);
  });
});
