import { IconArrowRight, IconArrowsSplit2 } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useText } from '../i18n/useText';
import classes from './Conflicts.module.css';
import { useConflicts } from './queries';

type ConflictBannerProps = { of: { kind: string; id: string }[] };

const keys: Record<string, string> = {
  edit: 'conflicts.bannerEdit',
  refused: 'conflicts.bannerRefused',
  finding: 'conflicts.bannerFinding',
  lost: 'conflicts.bannerLost',
};

/** The conflicts of a record, above it; a double payment has a banner of its own beside the ledger. */
export function ConflictBanner({ of }: ConflictBannerProps) {
  const { t } = useText();
  const mine = (useConflicts().data ?? []).filter(
    (one) => keys[one.what] && of.some(({ kind, id }) => one.of.kind === kind && one.of.id === id),
  );
  return mine.map((one) => (
    <div key={one.id} className={classes.banner} role="alert">
      <IconArrowsSplit2 size={16} stroke={1.6} aria-hidden />
      <p>{t(keys[one.what] ?? '', { field: t(`conflicts.field.${one.field}`) })}</p>
      <Link href={`/conflicts/${one.id}`}>
        {t('conflicts.settle')}
        <IconArrowRight size={14} stroke={1.8} aria-hidden />
      </Link>
    </div>
  ));
}
