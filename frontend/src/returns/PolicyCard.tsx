import { IconCheck, IconX } from '@tabler/icons-react';
import { useNames } from '../desk/queries';
import { isKnown } from '../format/instant';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { Card } from '../parts/Card';
import { Chip } from '../parts/Chip';
import { DecisionSteps } from './DecisionSteps';
import classes from './PolicyCard.module.css';
import type { ReturnDetail } from './queries';

/** What the policy says and why, by the version that the return is judged by, and who decided. */
export function PolicyCard({ detail }: { detail: ReturnDetail }) {
  const { t } = useText();
  const { decision, policy, return: r } = detail;
  return (
    <Card
      title={
        <span className={classes.title}>
          {t('returns.policy.title')}
          <Verdict allowed={decision.allowed} />
        </span>
      }
      right={t('returns.policy.version', { version: decision.version || policy.version })}
    >
      <DecisionSteps decision={decision} requested={r.requestedDay} titles={titlesOf(detail)} />
      {isKnown(r.reviewedAt) && <Reviewed detail={detail} />}
    </Card>
  );
}

const titlesOf = (detail: ReturnDetail) => new Map(detail.return.lines.map((line) => [line.n, line.title]));

/** 可退 or 不可退 as a chip. */
export function Verdict({ allowed }: { allowed: boolean }) {
  const { t } = useText();
  const Icon = allowed ? IconCheck : IconX;
  return (
    <Chip tone={allowed ? 'ok' : 'bad'} icon={<Icon size={14} stroke={1.8} aria-hidden />}>
      {t(allowed ? 'returns.policy.allowed' : 'returns.policy.notAllowed')}
    </Chip>
  );
}

function Reviewed({ detail }: { detail: ReturnDetail }) {
  const { t } = useText();
  const nameOf = useNames();
  const { day, whenWithin } = useFormat();
  const { return: r, decision } = detail;
  const name = nameOf(r.reviewedBy ?? '');
  const said = r.review === 'rejected' ? 'rejected' : r.against ? 'against' : 'approved';
  return (
    <footer className={classes.reviewed}>
      <Avatar name={name} size={18} />
      <p>
        {t(`returns.policy.${said}`, {
          ...{ name, time: whenWithin(r.reviewedAt) },
          ...{ clause: r.clause ?? '', version: decision.version },
        })}
        {r.sendBy && detail.state === 'approved' && t('returns.policy.sendBy', { day: day(r.sendBy) })}
        {r.reviewReason && <span className={classes.why}>{r.reviewReason}</span>}
      </p>
    </footer>
  );
}
