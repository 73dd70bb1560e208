import { Select } from '@mantine/core';
import { useId } from 'react';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { TextField } from '../parts/Field';
import classes from './Importing.module.css';
import { type HeaderMap, headerOf } from './map';
import type { Preview, Wanted } from './queries';

type HeadersProps = {
  what: Wanted['what'];
  preview: Preview;
  map: HeaderMap;
  source: string;
  onMap: (field: string, header: string) => void;
  onSource: (source: string) => void;
};

/** Which header stands for which field: found by its name, or chosen here. */
export function Headers({ what, preview, map, source, onMap, onSource }: HeadersProps) {
  const { t } = useText();
  const { count } = useFormat();
  return (
    <aside className={classes.headers} aria-label={t('importing.headers')}>
      <h2 className={classes.title}>
        {t('importing.headers')}
        <span className={classes.hint}>
          {t('importing.found', { n: count(preview.columns.length), of: count(preview.fields.length) })}
        </span>
      </h2>
      {preview.fields.map((field) => (
        <Field
          key={field}
          name={t(`importing.field.${what}.${field}`)}
          needed={field === 'number'}
          headers={preview.headers}
          header={map[field] ?? headerOf(preview, field)}
          chosen={field in map}
          onChange={(header) => onMap(field, header)}
        />
      ))}
      {preview.unused.length > 0 && (
        <p className={classes.hint}>
          {t('importing.unused', { headers: preview.unused.join(t('common.listSeparator')) })}
        </p>
      )}
      {what === 'tickets' && (
        <TextField
          name="source"
          label={t('importing.source')}
          optional
          hint={t('importing.sourceHint')}
          value={source}
          onChange={onSource}
          maxLength={40}
        />
      )}
    </aside>
  );
}

type FieldProps = {
  name: string;
  needed: boolean;
  headers: string[];
  header: string;
  chosen: boolean;
  onChange: (header: string) => void;
};

function Field({ name, needed, headers, header, chosen, onChange }: FieldProps) {
  const { t } = useText();
  const id = useId();
  const missing = needed && !header;
  return (
    <div className={classes.field}>
      <label htmlFor={id} className={classes.fieldName} data-found={header ? true : undefined}>
        {name}
        {needed && <span className={classes.needed}> · {t('importing.needed')}</span>}
      </label>
      <Select
        id={id}
        size="xs"
        classNames={{ input: classes.header }}
        value={header || null}
        placeholder={t('importing.notFound')}
        data={[...new Set(headers)].filter(Boolean)}
        onChange={(next) => onChange(next ?? '')}
        clearable
        searchable={headers.length > 12}
        error={missing}
        data-chosen={chosen || undefined}
        nothingFoundMessage={t('importing.noHeader')}
        clearButtonProps={{ 'aria-label': t('importing.leaveOut', { field: name }) }}
        maxDropdownHeight={280}
      />
    </div>
  );
}
