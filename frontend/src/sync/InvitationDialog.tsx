import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { asProblem } from '../bridge/problem';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Refused } from '../parts/Form';
import { Loading } from '../parts/Loading';
import classes from './CodeDialog.module.css';
import { useInvitation } from './queries';

/** Shows what another workstation needs to come to the same folder or cluster. */
export function InvitationDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const invitation = useInvitation();
  const [copied, setCopied] = useState(false);
  const { data, error } = invitation;
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <Dialog title={t('sync.invite.title')} onClose={onClose}>
      <p className={classes.sub}>{t('sync.invite.sub')}</p>
      {error && <Refused problem={asProblem(error)} />}
      {!data && !error && <Loading rows={2} />}
      {data && (
        <>
          <dl className={classes.facts}>
            <dt>{t(`sync.place.${data.link.kind}`)}</dt>
            <dd>{data.link.address}</dd>
            <dt>{t('sync.invite.text')}</dt>
            <dd className={classes.invitation}>{data.text}</dd>
          </dl>
          <p className={classes.sub}>{t('sync.invite.secret')}</p>
          <div className={classes.foot}>
            <span role="status">{copied && t('sync.invite.copied')}</span>
            <Button
              look="primary"
              icon={<IconCopy size={16} stroke={1.6} aria-hidden />}
              onClick={() => void copy(data.text)}
            >
              {t('sync.invite.copy')}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
