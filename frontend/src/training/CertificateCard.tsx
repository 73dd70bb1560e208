import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useDesk } from '../desk/queries';
import { dayIn } from '../format/time';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { PaperDialog } from '../papers/PaperDialog';
import { Button } from '../parts/Button';
import { Chip, type Tone } from '../parts/Chip';
import { IconButton } from '../parts/IconButton';
import { useMay } from '../parts/useMay';
import type { Decision } from './DecisionForm';
import { lookOf } from './matrix';
import type { MatrixPage, PersonPage } from './queries';
import classes from './Training.module.css';
import { columnOf, nameOf } from './words';

type CertificateCardProps = {
  page: MatrixPage;
  data: PersonPage;
  course: string;
  onDecide: (decision: Decision) => void;
  onEnrol: (course: string) => void;
};

const tones: Record<string, Tone> = {
  valid: 'ok',
  expiring: 'warn',
  refresh: 'accent',
  expired: 'bad',
  suspended: 'bad',
  missing: 'bad',
  enrolled: 'neutral',
  none: 'neutral',
};

/** The certificate of the selected cell: since when, until when, by which course, and what may be decided. */
export function CertificateCard({ page, data, course, onDecide, onEnrol }: CertificateCardProps) {
  const { t, language } = useText();
  const { zone } = useFormat();
  const may = useMay();
  const me = useDesk().person.id;
  const at = page.matrix.columns.findIndex((one) => one.course === course);
  const cell = page.matrix.rows.find(({ person }) => person === data.person.id)?.cells[at];
  const column = columnOf(page.matrix.columns, course);
  if (!cell || !column) return null;
  const look = lookOf(cell);
  const held = data.certificates.find(({ id }) => id === cell.certificate);
  // Nobody decides about themselves, and only a trainer or supervisor about others.
  const trainer = may('trainer', 'supervisor') && data.person.id !== me;
  const said = t(`training.look.${look}`, {
    until: cell.until ?? '',
    day: cell.enrolledOn ?? '',
    count: cell.daysLeft,
  });
  const suspended = cell.state === 'suspended';
  // What all staff must know stops no step of the work.
  const stops = column.steps.filter((step) => step !== 'everyone');
  return (
    <section className={classes.certificate} aria-label={nameOf(column, language)}>
      <header>
        <h3>{nameOf(column, language)}</h3>
        <Chip tone={tones[look]}>{cell.state === 'revoked' ? t('training.state.revoked') : said}</Chip>
        {held && <Print of={held.id} />}
      </header>
      {held ? (
        <dl className={classes.facts}>
          <dt>{t('training.field.number')}</dt>
          <dd>{held.number}</dd>
          <dt>{t('training.field.validity')}</dt>
          <dd>{t('training.fromTo', { from: dayIn(new Date(held.from), zone), until: held.until })}</dd>
          <dt>{t('training.field.basis')}</dt>
          <dd>{t('training.courseVersion', { version: held.courseVersion })}</dd>
          <dt>{t('training.field.score')}</dt>
          <dd>{t('training.points', { count: held.score })}</dd>
          {held.reason && (
            <>
              <dt>{t('training.field.reason')}</dt>
              <dd>{held.reason}</dd>
            </>
          )}
        </dl>
      ) : (
        <p className={classes.plain}>{t(cell.required ? 'training.required' : 'training.notRequiredHere')}</p>
      )}
      {held?.refreshBy && look === 'refresh' && (
        <p className={classes.warn}>
          {t('training.refreshBy', { version: held.refreshVersion ?? 0, day: held.refreshBy })}
        </p>
      )}
      {look === 'expiring' && stops.length > 0 && (
        <p className={classes.warn}>
          {t('training.endsSoon', {
            steps: stops.map((step) => t(`training.step.${step}`)).join(t('common.listSeparator')),
          })}
        </p>
      )}
      {cell.enrolledOn && (
        <p className={classes.warn}>{t('training.enrolledOn', { day: cell.enrolledOn })}</p>
      )}
      {trainer && (
        <div className={classes.buttons}>
          {!cell.enrolledOn && (
            <Button
              look={look === 'valid' || suspended ? 'plain' : 'primary'}
              onClick={() => onEnrol(course)}
            >
              {t(held ? 'training.enrolAgain' : 'training.enrol')}
            </Button>
          )}
          {held && ['valid', 'expiring', 'refresh'].includes(look) && (
            <Button onClick={() => onDecide({ what: 'suspend', certificate: held })}>
              {t('training.decide.suspend.button')}
            </Button>
          )}
          {held && suspended && (
            <Button look="primary" onClick={() => onDecide({ what: 'resume', certificate: held })}>
              {t('training.decide.resume.button')}
            </Button>
          )}
          {held && cell.state !== 'revoked' && cell.state !== 'expired' && (
            <Button look="quiet" onClick={() => onDecide({ what: 'revoke', certificate: held })}>
              {t('training.decide.revoke.button')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Print({ of }: { of: string }) {
  const { t } = useText();
  const [printing, setPrinting] = useState(false);
  return (
    <>
      <IconButton label={t('papers.certificate')} onClick={() => setPrinting(true)}>
        <IconPrinter size={16} stroke={1.6} />
      </IconButton>
      {printing && <PaperDialog paper={{ kind: 'certificate', id: of }} onClose={() => setPrinting(false)} />}
    </>
  );
}
