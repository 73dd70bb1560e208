import { IconFolderOpen } from '@tabler/icons-react';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { TextAreaField, TextField } from '../parts/Field';
import { usePickFolder } from '../settings/queries';
import classes from './PlaceFields.module.css';
import type { Pairing } from './queries';

/** What is asked of a place where workstations meet, in part or whole. */
export type FieldsProps = {
  wanted: Pairing;
  onChange: (part: Partial<Pairing>) => void;
  /** A workstation that joins needs an invitation; one that has the desk may hold its key already. */
  joins?: boolean;
};

/** Where the hub is, and the code that it shows. */
export function HubFields({ wanted, onChange }: FieldsProps) {
  const { t } = useText();
  return (
    <div className={classes.two}>
      <TextField
        name="hub"
        label={t('setup.joinHub')}
        value={wanted.hub}
        onChange={(hub) => onChange({ hub })}
        placeholder={t('setup.joinHubExample')}
        autoFocus
      />
      <TextField
        name="code"
        label={t('setup.joinCode')}
        hint={t('setup.joinCodeHint')}
        value={wanted.code}
        onChange={(code) => onChange({ code: code.toUpperCase() })}
        placeholder="ACDEF-GHJKM"
      />
    </div>
  );
}

/** Which folder, chosen in the system's dialog where there is one, and the invitation to it. */
export function FolderFields({ wanted, onChange, joins, canPick }: FieldsProps & { canPick: boolean }) {
  const { t } = useText();
  const pick = usePickFolder();
  const choose = async () => {
    const { path } = await pick.mutateAsync();
    if (path) onChange({ folder: path });
  };
  return (
    <>
      <div className={canPick ? classes.picked : undefined}>
        <TextField
          name="folder"
          label={t('sync.folder.path')}
          hint={t('sync.folder.pathHint')}
          value={wanted.folder}
          onChange={(folder) => onChange({ folder })}
          placeholder={t('sync.folder.example')}
        />
        {canPick && (
          <Button
            icon={<IconFolderOpen size={16} stroke={1.6} aria-hidden />}
            busy={pick.isPending}
            onClick={choose}
          >
            {t('settings.folders.pickButton')}
          </Button>
        )}
      </div>
      <InvitationField wanted={wanted} onChange={onChange} joins={joins} />
    </>
  );
}

/** A chain's own servers: addresses, and the files that its administrator hands out. */
export function ClusterFields({ wanted, onChange, joins }: FieldsProps) {
  const { t } = useText();
  return (
    <>
      <TextField
        name="urls"
        label={t('sync.cluster.urls')}
        hint={t('sync.cluster.urlsHint')}
        value={wanted.cluster.join(', ')}
        onChange={(typed) => onChange({ cluster: typed ? [typed] : [] })}
        placeholder="nats1.example.com, nats2.example.com"
      />
      <TextField
        name="credentials"
        label={t('sync.cluster.credentials')}
        hint={t('sync.cluster.credentialsHint')}
        value={wanted.credentials}
        onChange={(credentials) => onChange({ credentials })}
      />
      <TextField
        name="authorities"
        label={t('sync.cluster.authorities')}
        hint={t('sync.cluster.authoritiesHint')}
        value={wanted.authorities}
        onChange={(authorities) => onChange({ authorities })}
        optional
      />
      <InvitationField wanted={wanted} onChange={onChange} joins={joins} />
    </>
  );
}

function InvitationField({ wanted, onChange, joins }: FieldsProps) {
  const { t } = useText();
  return (
    <TextAreaField
      name="invitation"
      label={t('sync.invite.field')}
      hint={t(joins ? 'sync.invite.hint' : 'sync.invite.hintFirst')}
      value={wanted.invitation}
      onChange={(invitation) => onChange({ invitation })}
      placeholder="MENDESK1-…"
      rows={2}
      optional={!joins}
    />
  );
}
