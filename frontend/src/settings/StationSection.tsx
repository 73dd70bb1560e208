import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { asProblem } from '../bridge/problem';
import { useKeepLanguage } from '../desk/queries';
import { choose, type Language, languages } from '../i18n';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { Dialog } from '../parts/Dialog';
import { TextField } from '../parts/Field';
import { Form, Refused } from '../parts/Form';
import { Part } from './Part';
import { type SettingsPage, useRename, useSetIdle, useSetSignRules } from './queries';
import classes from './Settings.module.css';

const themes = ['auto', 'light', 'dark'] as const;
const idle = [0, 5, 10, 15, 30, 60];

/** The usual numbers and the one that is set, which may be another. */
const choices = (usual: number[], set: number, zero = '0') =>
  [...new Set([...usual, set])]
    .sort((x, y) => x - y)
    .map((one) => ({ value: String(one), label: one === 0 ? zero : String(one) }));

/** This computer's name, how the window looks on it, and when it locks. */
export function StationSection({ page }: { page: SettingsPage }) {
  const { t, language } = useText();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const keep = useKeepLanguage();
  const setIdle = useSetIdle();
  const setRules = useSetSignRules();
  const error = setIdle.error ?? setRules.error;
  const [renaming, setRenaming] = useState(false);
  const speakIt = (chosen: string) => {
    choose(chosen as Language);
    keep.mutate(chosen);
  };
  return (
    <Part of="station" saved={setIdle.isSuccess || setRules.isSuccess}>
      {error && <Refused problem={asProblem(error)} />}
      <div className={classes.narrow}>
        <Card title={t('settings.section.station')}>
          <Setting
            name={page.station.name}
            hint={t('settings.station.nameHint', { letter: page.station.letter })}
          >
            {page.isAdmin && (
              <Button onClick={() => setRenaming(true)}>{t('settings.station.rename')}</Button>
            )}
          </Setting>
        </Card>
      </div>
      <div className={classes.narrow}>
        <Card title={t('settings.station.looks')}>
          <Setting name={t('settings.station.language')} hint={t('settings.station.languageHint')}>
            <SegmentedControl
              aria-label={t('settings.station.language')}
              value={language}
              onChange={speakIt}
              data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
            />
          </Setting>
          <Setting name={t('settings.station.theme')} hint={t('settings.station.themeHint')}>
            <SegmentedControl
              aria-label={t('settings.station.theme')}
              value={colorScheme}
              onChange={(chosen) => setColorScheme(chosen as (typeof themes)[number])}
              data={themes.map((value) => ({ value, label: t(`nav.theme.${value}`) }))}
            />
          </Setting>
        </Card>
      </div>
      <div className={classes.narrow}>
        <Card title={t('settings.station.lock')}>
          <Setting name={t('settings.station.idle')} hint={t('settings.station.idleHint')}>
            <SegmentedControl
              aria-label={t('settings.station.idle')}
              disabled={!page.isAdmin}
              value={String(page.idle)}
              onChange={(minutes) => setIdle.mutate({ minutes: Number(minutes) })}
              data={choices(idle, page.idle, t('settings.station.never'))}
            />
          </Setting>
          <Setting name={t('settings.station.tries')} hint={t('settings.station.triesHint')}>
            <SegmentedControl
              aria-label={t('settings.station.tries')}
              disabled={!page.isAdmin}
              value={String(page.tries)}
              onChange={(tries) => setRules.mutate({ tries: Number(tries), lockOut: page.lockOut })}
              data={choices([3, 5, 7, 10], page.tries)}
            />
          </Setting>
          <Setting name={t('settings.station.lockOut')} hint={t('settings.station.lockOutHint')}>
            <SegmentedControl
              aria-label={t('settings.station.lockOut')}
              disabled={!page.isAdmin}
              value={String(page.lockOut)}
              onChange={(lockOut) => setRules.mutate({ tries: page.tries, lockOut: Number(lockOut) })}
              data={choices([1, 5, 10, 30, 60], page.lockOut)}
            />
          </Setting>
          <div className={classes.setting}>
            <p className={classes.plain}>{t('settings.station.pin')}</p>
          </div>
        </Card>
      </div>
      {renaming && <RenameForm page={page} onClose={() => setRenaming(false)} />}
    </Part>
  );
}

function Setting({ name, hint, children }: { name: string; hint: string; children: ReactNode }) {
  return (
    <div className={classes.setting}>
      <div>
        <b>{name}</b>
        <span className={classes.second}>{hint}</span>
      </div>
      {children}
    </div>
  );
}

function RenameForm({ page, onClose }: { page: SettingsPage; onClose: () => void }) {
  const { t } = useText();
  const [name, setName] = useState(page.station.name);
  const rename = useRename();
  const submit = () => rename.mutateAsync({ workstation: page.station.id, name }).then(onClose);
  return (
    <Dialog title={t('settings.station.name')} onClose={onClose}>
      <Form submit={t('settings.station.rename')} onSubmit={submit} onCancel={onClose}>
        <TextField
          name="name"
          label={t('settings.station.name')}
          hint={t('settings.station.nameHint', { letter: page.station.letter })}
          value={name}
          onChange={setName}
          autoFocus
        />
      </Form>
    </Dialog>
  );
}
