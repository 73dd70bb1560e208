import { useText } from '../i18n/useText';
import { Confirm } from '../parts/Confirm';
import { type Peer, useRevoke } from './queries';
import classes from './Sync.module.css';

/** Asks before a workstation is shut out where no hub does, and says what that cannot do. */
export function RevokeDialog({ peer, kind, onClose }: { peer: Peer; kind: string; onClose: () => void }) {
  const { t } = useText();
  const revoke = useRevoke();
  const name = peer.name || t('sync.peer.unnamed');
  return (
    <Confirm
      title={t('sync.hub.revokeTitle', { name })}
      action={t('sync.hub.revokeDo', { name })}
      danger
      onConfirm={() => revoke.mutateAsync([peer.id])}
      onClose={onClose}
    >
      <p className={classes.said}>{t('sync.revoke.body')}</p>
      <p className={classes.said}>{t(`sync.revoke.at.${kind}`)}</p>
    </Confirm>
  );
}
