import { Fragment } from 'react';
import css from './ui.module.css';

/** Plates, references, coordinates and times inside a sentence: Latin letters and digits held together by marks. */
const codes = /([A-Za-z0-9]+(?:[-./:][A-Za-z0-9]+)+(?:, ?\d+(?:\.\d+)?)?)/u;

/** What a person wrote, in its own direction; a plate or a coordinate inside it stays unbroken, left to right. */
export function Written({ text }: { readonly text: string }) {
  return (
    <bdi dir="auto">
      {text.split(codes).map((part, position) =>
        // Splitting by a group puts what matched at every odd position; parts never move, so the position names them.
        position % 2 === 1 ? (
          <bdi key={position} dir="ltr" className={css.code}>
            {part}
          </bdi>
        ) : (
          <Fragment key={position}>{part}</Fragment>
        ),
      )}
    </bdi>
  );
}
