import { IconCalendarExclamation, IconClock, IconX } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { Link } from 'wouter';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { Chip } from '../parts/Chip';
import { Loaded } from '../parts/Loaded';
import { Loading } from '../parts/Loading';
import { Empty } from '../parts/State';
import { type Expiry, useExpiring } from './queries';
import classes from './Settings.module.css';

/** The certificates that end soon or ended lately, each leading to its person. */
export function Notices() {
  const { t } = useText();
  const expiring = useExpiring();
  return (
    <Card title={t('settings.notices.title')} sub={expiring.data?.length || undefined}>
      <Loaded query={expiring} meanwhile={<Loading rows={2} height={32} />}>
        {(list) =>
          list.length === 0 ? (
            <Empty good title={t('settings.notices.none')} />
          ) : (
            <ul className={classes.notices}>
              {list.map((one) => (
                <Notice key={one.certificate} of={one} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

function Notice({ of }: { of: Expiry }) {
  const { t, language } = useText();
  const expired = of.daysLeft < 0;
  const Icon = expired ? IconX : of.state === 'needsRefresh' ? IconCalendarExclamation : IconClock;
  return (
    <li>
      <Link
        href={`/training/matrix/${of.person}`}
        aria-label={t('settings.notices.open', { name: of.personName })}
      >
        {of.personName}
      </Link>
      <span>
        {(language === 'en' && of.courseEn) || of.courseZh || of.courseEn}
        <span className={classes.second}>{of.number}</span>
      </span>
      <Chip tone={expired ? 'bad' : 'warn'} icon={<Icon size={14} stroke={1.6} aria-hidden />}>
        {left(of.daysLeft, t)}
      </Chip>
    </li>
  );
}

function left(days: number, t: TFunction): string {
  if (days === 0) return t('settings.notices.today');
  return days > 0
    ? t('settings.notices.left', { count: days })
    : t('settings.notices.past', { count: -days });
}
