/** Forms a symbol can take, the gravest first: shape says the rank where colour cannot be seen. */
export const SYMBOL_SHAPES = ['diamond', 'triangle', 'square', 'circle'] as const;
export type SymbolShape = (typeof SYMBOL_SHAPES)[number];

/** `pulse` asks for attention (1 Hz; a steady double ring where motion is unwelcome), `steady` says it is being seen to. */
type SymbolRing = 'none' | 'pulse' | 'steady';

export type SymbolEmphasis = 'strong' | 'plain' | 'muted';

/** One thing on the map. */
export interface MapSymbol {
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
  readonly shape: SymbolShape;
  /** One digit or letter drawn inside. */
  readonly glyph: string;
  /** CSS colour of the shape. */
  readonly colour: string;
  readonly ring: SymbolRing;
  readonly emphasis: SymbolEmphasis;
}
