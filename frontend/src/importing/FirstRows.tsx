import { Fragment } from 'react';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { Chip, type Tone } from '../parts/Chip';
import classes from './Importing.module.css';
import { columnName, valuesOf } from './map';
import type { Preview, Wanted } from './queries';

const tones: Record<string, Tone> = { added: 'ok', updated: 'accent', unchanged: 'neutral', refused: 'bad' };

/** The first rows as they will be read, each with what becomes of it and why. */
export function FirstRows({ what, preview }: { what: Wanted['what']; preview: Preview }) {
  const { t } = useText();
  const { count } = useFormat();
  const fields = preview.columns.map(({ field }) => field);
  const title = t('importing.first', { n: count(preview.first.length) });
  return (
    <Card flush title={title} label={title} sub={t('importing.firstOf', { n: count(preview.rows) })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keys */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={title}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('importing.row')}</th>
              <th scope="col">{t('importing.becomes')}</th>
              {fields.map((field) => (
                <th key={field} scope="col">
                  {t(`importing.field.${what}.${field}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.first.map(({ row, cells, becomes }) => {
              const values = valuesOf(preview, cells);
              const said = [...preview.result.refused, ...preview.result.odd].filter(
                (each) => each.row === row,
              );
              return (
                <Fragment key={row}>
                  <tr data-said={said.length > 0 || undefined}>
                    <td>{row}</td>
                    <td>
                      <Chip small tone={tones[becomes] ?? 'neutral'}>
                        {t(`importing.count.${becomes}`)}
                      </Chip>
                    </td>
                    {fields.map((field) => (
                      <td key={field} title={values[field]}>
                        {values[field]}
                      </td>
                    ))}
                  </tr>
                  {said.length > 0 && (
                    <tr className={classes.said}>
                      <td />
                      <td colSpan={fields.length + 1}>
                        {said.map(({ column, code, message }) => (
                          <p key={`${column} ${code}`}>
                            {column && <b>{columnName(t, what, column)}</b>} {message}
                          </p>
                        ))}
                      </td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
