import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import * as Training from '../../wailsjs/go/app/Training';
import type { app, record, training } from '../../wailsjs/go/models';
import { call } from '../bridge/call';

/** The matrix with courses and sessions. */
export type MatrixPage = app.MatrixPage;
/** People × courses at one moment. */
export type Matrix = training.Matrix;
/** A course as a column. */
export type Column = training.Column;
/** A person as a row. */
export type Row = training.Row;
/** A person's standing in a course. */
export type Cell = training.Cell;
/** A course with its versions. */
export type Course = training.Course;
/** A day on which a course is given. */
export type Session = training.Session;
/** Somebody on the list of a session. */
export type Attendee = training.Attendee;
/** One certificate. */
export type Certificate = training.Certificate;
/** One person's certificates and history. */
export type PersonPage = app.PersonPage;
/** Somebody who works or worked here. */
export type Person = training.Person;
/** A line of the history. */
export type HistoryLine = record.Line;

const from = ['person', 'course', 'session', 'certificate'];

/** Who is certified for what now; time alone moves it, so it is read again every few minutes. */
export function useMatrix() {
  return useQuery({
    queryKey: ['training', 'matrix'],
    queryFn: () => call(Training.Matrix),
    refetchInterval: 300_000,
    meta: { from },
  });
}

/** One person's certificates and what happened to them. */
export function usePerson(id: string) {
  return useQuery({
    queryKey: ['training', 'person', id],
    queryFn: () => call(Training.Person, id),
    enabled: id !== '',
    meta: { from },
  });
}

// Everything here is shown by the matrix or beside it: a form closes when those were read again.
function useStep<C, R>(step: (command: C) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: C) => call(step, command),
    onSuccess: () => client.invalidateQueries({ queryKey: ['training'] }),
  });
}

export const useAddPerson = () => useStep(Training.AddPerson);
export const useChangePerson = () => useStep(Training.ChangePerson);
export const useDismissPerson = () => useStep(Training.DismissPerson);
export const useRecallPerson = () => useStep(Training.RecallPerson);
export const useSetPIN = () => useStep(Training.SetPIN);
export const usePublishCourse = () => useStep(Training.PublishCourse);
export const useRetireCourse = () => useStep(Training.RetireCourse);
export const usePlanSession = () => useStep(Training.PlanSession);
export const useEnrol = () => useStep(Training.Enrol);
export const useWithdraw = () => useStep(Training.Withdraw);
export const useRecordResults = () => useStep(Training.RecordResults);
export const useCancelSession = () => useStep(Training.CancelSession);
export const useCertify = () => useStep(Training.Certify);
export const useSuspend = () => useStep(Training.SuspendCertificate);
export const useResume = () => useStep(Training.ResumeCertificate);
export const useRevoke = () => useStep(Training.RevokeCertificate);
