/** One version of what travels between the room and everybody who speaks to it. */
export interface ContractVersion {
  readonly version: number;
  /** SHA-256 of all schemas of doors, events and live messages, as contract.test.ts computes it. */
  readonly fingerprint: string;
  readonly change: string;
}

/**
 * The diary of the contract, oldest version first. The wire cannot change unnoticed: another schema has
 * another fingerprint, and the test fails until somebody writes down here what changed. A change that an
 * older client or integration cannot bear is a new version; what is only added keeps the number.
 */
export const contractDiary: readonly ContractVersion[] = [
  {
    version: 1,
    fingerprint: '82c1e36ebab505aba7e70bb633cf00b6012f5822f17468f1d56991fdc06af809',
    change: 'Sessions, incidents, alerts, organisation, snapshot, events and the live channel.',
  },
  {
    version: 1,
    fingerprint: 'dcde777707a763a1bd81896ed9026a21bd056eb2b63de66442dc6156d5455f9d',
    change:
      'Added: escalation of alerts, intent, undo, shelf; actions on incidents; roster; alarm health; lateness of the engine in heads.',
  },
];
