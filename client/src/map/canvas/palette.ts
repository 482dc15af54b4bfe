/** Colours of the base map. Everything is grey-blue, so that a saturated pixel always means something happened. */
export interface MapPalette {
  readonly sea: string;
  readonly shallows: string;
  readonly farLand: string;
  readonly land: string;
  readonly shades: readonly [string, string, string, string, string];
  readonly frontierBand: string;
  readonly districtLine: string;
  readonly foreignLine: string;
  readonly border: string;
  readonly coast: string;
  readonly graticule: string;
  readonly roads: Readonly<Record<RoadClass, string>>;
  readonly label: string;
  readonly labelStrong: string;
  readonly labelQuiet: string;
  readonly districtLabel: string;
  readonly countryLabel: string;
  readonly seaLabel: string;
  readonly halo: string;
  readonly dot: string;
  readonly ink: string;
  readonly text: string;
  readonly outline: string;
  readonly selection: string;
}

export const ROAD_CLASSES = ['trunk', 'primary', 'secondary', 'track'] as const;
export type RoadClass = (typeof ROAD_CLASSES)[number];

/** The dark palette of the operations room. */
export const DARK_PALETTE: MapPalette = {
  sea: '#0E1A26',
  shallows: '#13273A',
  farLand: '#11181F',
  land: '#18212B',
  shades: ['#1B2631', '#1F2E3B', '#253848', '#2C4356', '#344E63'],
  frontierBand: 'rgb(128 160 190 / 9%)',
  districtLine: '#37495B',
  foreignLine: '#26323E',
  border: '#4A5F73',
  coast: '#5B758C',
  graticule: '#132232',
  roads: { trunk: '#6B6C66', primary: '#565A58', secondary: '#464D51', track: '#3F474D' },
  label: '#9DB0C2',
  labelStrong: '#D3DEE8',
  labelQuiet: '#8497A9',
  districtLabel: '#7C93A8',
  countryLabel: '#4F6376',
  seaLabel: '#3E5A74',
  halo: '#10171E',
  dot: '#9DB0C2',
  ink: '#0B1016',
  text: '#E8EEF4',
  outline: '#74899D',
  selection: '#FFFFFF',
};
