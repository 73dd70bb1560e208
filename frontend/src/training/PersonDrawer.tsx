import {
  IconCertificate,
  IconClock,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconUserPlus,
  IconX,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useNames } from '../desk/queries';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { Chip } from '../parts/Chip';
import { IconButton } from '../parts/IconButton';
import { named, useKeys } from '../parts/keys';
import { Loaded } from '../parts/Loaded';
import { Loading } from '../parts/Loading';
import { SideSection } from '../parts/SideSection';
import { useSay } from '../parts/useSay';
import { When } from '../parts/When';
import { CertificateCard } from './CertificateCard';
import { type Decision, DecisionForm } from './DecisionForm';
import { EnrolForm } from './EnrolForm';
import { countsOf, lookOf } from './matrix';
import { type MatrixPage, type PersonPage, usePerson } from './queries';
import classes from './Training.module.css';

type PersonDrawerProps = { page: MatrixPage; person: string; course: string; onClose: () => void };

/** One person: what they hold, the certificate of the selected cell, and what happened. */
export function PersonDrawer({ page, person, course, onClose }: PersonDrawerProps) {
  const { t } = useText();
  const shown = usePerson(person);
  useKeys({ escape: named('nav.key.back', onClose) });
  return (
    <aside className={classes.drawer} aria-label={t('training.personAside')}>
      <Loaded query={shown} meanwhile={<Loading rows={4} />}>
        {(data) => <Shown page={page} data={data} course={course} onClose={onClose} />}
      </Loaded>
    </aside>
  );
}

type ShownProps = { page: MatrixPage; data: PersonPage; course: string; onClose: () => void };

function Shown({ page, data, course, onClose }: ShownProps) {
  const { t } = useText();
  const say = useSay();
  const nameOf = useNames();
  const [deciding, decide] = useState<Decision>();
  const [enrolling, enrol] = useState('');
  const { person, lines } = data;
  const row = page.matrix.rows.find((one) => one.person === person.id);
  const roles = person.roles.map((role) => t(`training.role.${role}`)).join(t('common.listSeparator'));
  const about = [
    [roles, person.tier === 'regular' ? '' : t(`training.tier.${person.tier}`)].filter(Boolean).join(' · '),
    person.mentor && t('training.mentorIs', { name: nameOf(person.mentor) }),
  ];
  const counts = row && countsOf([row]);
  const valid =
    row?.cells.filter((cell) => ['valid', 'expiring', 'refresh'].includes(lookOf(cell))).length ?? 0;
  return (
    <>
      <header className={classes.drawerHead}>
        <Avatar name={person.name} size={40} />
        <div>
          <h2>{person.name}</h2>
          <p>{about.filter(Boolean).join('　')}</p>
        </div>
        <IconButton label={t('common.close')} aria-keyshortcuts="Escape" onClick={onClose}>
          <IconX size={16} stroke={1.6} />
        </IconButton>
        {counts && (
          <div className={classes.chips}>
            <Chip tone="ok">{t('training.held', { count: valid })}</Chip>
            <Chip tone={counts.expiring ? 'warn' : 'neutral'}>
              {t('training.filter.expiring', { count: counts.expiring })}
            </Chip>
            <Chip tone={counts.expired + counts.missing ? 'bad' : 'neutral'}>
              {t('training.lacks', { count: counts.expired + counts.missing })}
            </Chip>
          </div>
        )}
      </header>
      <CertificateCard page={page} data={data} course={course} onDecide={decide} onEnrol={enrol} />
      <SideSection title={t('training.history')} right={t('training.entries', { count: lines.length })}>
        <ol className={classes.history}>
          {lines.map((line) => (
            <li key={line.entry + line.what}>
              <LineIcon what={line.what} />
              <span>{say(line.key, line.params)}</span>
              {line.text && <span className={classes.words}>{line.text}</span>}
              <span className={classes.second}>
                <When at={line.at} /> {nameOf(line.who)}
              </span>
            </li>
          ))}
        </ol>
      </SideSection>
      {deciding && <DecisionForm decision={deciding} name={person.name} onClose={() => decide(undefined)} />}
      {enrolling && <EnrolForm page={page} person={person} course={enrolling} onClose={() => enrol('')} />}
    </>
  );
}

const icons: Record<string, [typeof IconX, string]> = {
  issued: [IconCertificate, 'ok'],
  suspended: [IconPlayerPause, 'warn'],
  resumed: [IconPlayerPlay, 'ok'],
  revoked: [IconX, 'bad'],
  refreshDue: [IconRefresh, 'warn'],
  edited: [IconPencil, ''],
  joined: [IconUserPlus, ''],
};

function LineIcon({ what }: { what: string }) {
  const [Icon, tone] = icons[what] ?? [IconClock, ''];
  return <Icon size={16} stroke={1.6} data-tone={tone || undefined} aria-hidden />;
}
