import { useMemo, useRef } from 'react';
import { useLocation, useRoute } from 'wouter';
import { useText } from '../i18n/useText';
import { FocusList, type ListHandle } from '../parts/FocusList';
import { named, useKeys } from '../parts/keys';
import { Loaded } from '../parts/Loaded';
import { Empty } from '../parts/State';
import { ConflictBrief } from './ConflictBrief';
import { ConflictCard } from './ConflictCard';
import classes from './Conflicts.module.css';
import { type Conflict, useConflicts } from './queries';

const idOf = ({ id }: Conflict) => id;

/** What workstations did apart and cannot both be: the list at the left, one of them with both its sides at the right. */
export default function ConflictsPage() {
  const { t } = useText();
  return (
    <Loaded query={useConflicts()} errorTitle={t('conflicts.failed')}>
      {(list) =>
        list.length > 0 ? (
          <Shown list={list} />
        ) : (
          <Empty good title={t('conflicts.noneTitle')} body={t('conflicts.noneBody')} />
        )
      }
    </Loaded>
  );
}

function Shown({ list }: { list: Conflict[] }) {
  const { t } = useText();
  const [, route] = useRoute<{ id?: string }>('/conflicts/:id?');
  const [, go] = useLocation();
  const handle = useRef<ListHandle>(null);
  const groups = useMemo(() => [{ key: 'all', items: list }], [list]);
  const shown = list.find(({ id }) => id === route?.id) ?? list[0];
  useKeys({
    j: named('nav.key.next', () => handle.current?.move(1)),
    k: named('nav.key.previous', () => handle.current?.move(-1)),
  });
  return (
    <div className={classes.panes}>
      <section className={classes.list} aria-label={t('conflicts.list')}>
        <header className={classes.listHead}>
          <h1>{t('conflicts.title')}</h1>
          <span className="tabular">{list.length}</span>
        </header>
        <FocusList
          label={t('conflicts.list')}
          groups={groups}
          idOf={idOf}
          rowHeight={60}
          selected={shown?.id ?? ''}
          onSelect={(id) => go(`/conflicts/${id}`, { replace: true })}
          handle={handle}
        >
          {(one) => <ConflictBrief conflict={one} />}
        </FocusList>
      </section>
      {shown && (
        <div className={classes.pane}>
          <ConflictCard key={shown.id} conflict={shown} />
        </div>
      )}
    </div>
  );
}
