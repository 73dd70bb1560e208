import { NavLink } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArchive,
  IconCircleCheck,
  IconClockExclamation,
  IconInbox,
  IconLayoutSidebarLeftCollapse,
  IconList,
  IconMessageReply,
  IconPlus,
  IconUser,
  IconUserOff,
} from '@tabler/icons-react';
import { useText } from '../i18n/useText';
import { IconButton } from '../parts/IconButton';
import { Loaded } from '../parts/Loaded';
import { useViews } from './queries';
import classes from './Views.module.css';

const icons: Record<string, typeof IconInbox> = {
  open: IconInbox,
  mine: IconUser,
  unassigned: IconUserOff,
  awaitingReply: IconMessageReply,
  dueSoon: IconClockExclamation,
  overdue: IconAlertTriangle,
  resolved: IconCircleCheck,
  closed: IconArchive,
  all: IconList,
};

/** Whether there is a view of this name. */
export const isView = (key: string) => Object.hasOwn(icons, key);

/** What is still to do stands apart from what is done. */
const done = new Set(['resolved', 'closed', 'all']);

/** The icon of a view. */
export function ViewIcon({ of }: { of: string }) {
  const Icon = icons[of] ?? IconInbox;
  return <Icon size={16} stroke={1.6} className={classes.icon} data-view={of} aria-hidden />;
}

type ViewsProps = { view: string; onView: (key: string) => void; onFold: () => void; onCreate: () => void };

/** The saved views with their counts; what is late or soon late is coloured, and says so. */
export function Views({ view, onView, onFold, onCreate }: ViewsProps) {
  const { t } = useText();
  const views = useViews();
  return (
    <nav className={classes.views} aria-label={t('tickets.views')}>
      <header className={classes.head}>
        <h1>{t('nav.tickets')}</h1>
        <IconButton label={t('tickets.new.title')} aria-keyshortcuts="C" onClick={onCreate}>
          <IconPlus size={16} stroke={1.6} />
        </IconButton>
        <IconButton label={t('nav.key.views')} aria-keyshortcuts="[" onClick={onFold}>
          <IconLayoutSidebarLeftCollapse size={16} stroke={1.6} />
        </IconButton>
      </header>
      <Loaded query={views} meanwhile={null}>
        {(all) =>
          [false, true].map((finished) => (
            <section key={String(finished)}>
              <h2>{finished ? t('tickets.viewsDone') : t('tickets.viewsToDo')}</h2>
              {all
                .filter(({ key }) => done.has(key) === finished)
                .map(({ key, count }) => (
                  <NavLink
                    key={key}
                    component="button"
                    label={t(`tickets.view.${key}`)}
                    leftSection={<ViewIcon of={key} />}
                    rightSection={<span className="tabular">{count}</span>}
                    active={key === view}
                    aria-current={key === view ? 'page' : undefined}
                    classNames={{ root: classes.view, section: classes.part, label: classes.name }}
                    data-urgent={(count > 0 && ['dueSoon', 'overdue'].includes(key)) || undefined}
                    onClick={() => onView(key)}
                  />
                ))}
            </section>
          ))
        }
      </Loaded>
    </nav>
  );
}
