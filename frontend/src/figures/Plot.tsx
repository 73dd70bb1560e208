import type { ReactElement } from 'react';
import { ResponsiveContainer } from 'recharts';
import classes from './Chart.module.css';

type PlotProps = {
  /** What the picture says, in a sentence. */
  label: string;
  height: number;
  /** The same as a table, for those who hear the page: a row of words each. */
  head: string[];
  rows: string[][];
  children: ReactElement;
};

/** The frame of a chart: a picture with a name, and its numbers as a table beside it. */
export function Plot({ label, height, head, rows, children }: PlotProps) {
  return (
    <>
      <div
        className={classes.plot}
        style={{ minHeight: height, flexBasis: height }}
        role="img"
        aria-label={label}
      >
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 480, height }}>
          {children}
        </ResponsiveContainer>
      </div>
      <table className="visually-hidden">
        <caption>{label}</caption>
        <thead>
          <tr>
            {head.map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, at) => (
                <td key={head[at]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
