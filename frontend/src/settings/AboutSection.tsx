import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { Size } from '../parts/Size';
import { Part } from './Part';
import { type AboutDesk, useAbout, useCounts, useLicences } from './queries';
import classes from './Settings.module.css';

/** What this desk is made of: its folder and file, its versions, its log, and the works of others in it. */
export function AboutSection() {
  const about = useAbout();
  return (
    <Part of="about">
      <Loaded query={about}>
        {(desk) => (
          <div className={classes.columns}>
            <Facts desk={desk} />
            <Records />
          </div>
        )}
      </Loaded>
      <Licences />
    </Part>
  );
}

function Facts({ desk }: { desk: AboutDesk }) {
  const { t } = useText();
  const { count } = useFormat();
  const rows: [string, ReactNode][] = [
    ['version', desk.version],
    ['built', `${desk.go} · ${desk.platform}`],
    ['revision', desk.revision],
    ['folder', desk.folder],
    ['file', desk.file],
    ['size', <Size key="size" of={desk.size} />],
    ['changes', count(desk.changes)],
    ['waiting', desk.waiting > 0 && count(desk.waiting)],
    ['letter', desk.letter],
    ['log', <LogPath key="log" path={desk.logFile} />],
  ];
  return (
    <Card title={t('settings.about.desk')}>
      <dl className={classes.facts}>
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name} className={classes.fact}>
              <dt>{t(`settings.about.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Card>
  );
}

function LogPath({ path }: { path: string }) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(path);
    setCopied(true);
  };
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <>
      {path}
      <Button
        size="toolbar"
        icon={<Icon size={14} stroke={1.6} aria-hidden />}
        aria-label={t('settings.about.copyLog')}
        onClick={copy}
      >
        {t(copied ? 'common.copied' : 'common.copy')}
      </Button>
      <span className={classes.second}>{t('settings.about.logHint')}</span>
    </>
  );
}

/** A large desk counts for seconds, and nothing beside waits for it. */
function Records() {
  const { t } = useText();
  const { count } = useFormat();
  const counts = useCounts();
  return (
    <Card title={t('settings.about.records')}>
      <Loaded query={counts}>
        {(kinds) => (
          <dl className={classes.counts}>
            {kinds.map((one) => (
              <div key={one.kind} className={classes.fact}>
                <dt>{t(`settings.kind.${one.kind}`)}</dt>
                <dd className="tabular">{count(one.count)}</dd>
              </div>
            ))}
          </dl>
        )}
      </Loaded>
    </Card>
  );
}

function Licences() {
  const { t } = useText();
  const licences = useLicences();
  const list = licences.data;
  return (
    <Card
      flush
      title={t('settings.about.licences')}
      sub={list && t('settings.about.licencesSub', { count: list.length })}
    >
      <Loaded query={licences}>
        {(works) => (
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('settings.about.work')}</th>
                <th scope="col">{t('settings.about.version')}</th>
                <th scope="col">{t('settings.about.licence')}</th>
                <th scope="col">{t('settings.about.part')}</th>
              </tr>
            </thead>
            <tbody>
              {works.map((work) => (
                <tr key={`${work.part} ${work.name}`}>
                  <td className={classes.words}>{work.name}</td>
                  <td className={classes.words}>{work.version}</td>
                  <td>{work.licence}</td>
                  <td>{t(`settings.about.parts.${work.part}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
    </Card>
  );
}
