import { IconCheck } from '@tabler/icons-react';
import { Problem, problemText } from '../bridge/problem';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { Empty } from '../parts/State';
import { When } from '../parts/When';
import type { Round, SyncStatus } from './queries';
import classes from './Sync.module.css';

/** How the last rounds went, the newest first. */
export function RoundsCard({ status }: { status: SyncStatus }) {
  const { t } = useText();
  return (
    <Card flush title={t('sync.rounds.title')} sub={t('sync.rounds.sub')}>
      {status.rounds.length === 0 ? (
        <Empty title={t('sync.rounds.empty')} body={t('sync.rounds.emptyBody')} />
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('sync.rounds.at')}</th>
              <th scope="col" data-right>
                {t('sync.rounds.received')}
              </th>
              <th scope="col" data-right>
                {t('sync.rounds.sent')}
              </th>
              <th scope="col" data-right>
                {t('sync.rounds.took')}
              </th>
              <th scope="col">{t('sync.rounds.result')}</th>
            </tr>
          </thead>
          <tbody>
            {status.rounds.map((round) => (
              <Row key={round.at} round={round} />
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function Row({ round }: { round: Round }) {
  const { t } = useText();
  const { count } = useFormat();
  return (
    <tr>
      <td>
        <When at={round.at ?? ''} />
      </td>
      <td data-right>{count(round.received)}</td>
      <td data-right>{count(round.sent)}</td>
      <td data-right>{t('sync.rounds.seconds', { seconds: (round.millis / 1000).toFixed(1) })}</td>
      <td>
        {round.code ? (
          <span className={classes.warnWord}>
            {problemText(new Problem(round.code, round.params, '', round.ref), t)}
          </span>
        ) : (
          <span className={classes.okWord}>
            <IconCheck size={14} stroke={1.8} aria-hidden />
            {t('sync.rounds.ok')}
          </span>
        )}
      </td>
    </tr>
  );
}
