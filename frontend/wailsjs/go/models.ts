export namespace app {
	
	export interface About {
	    version: string;
	    revision: string;
	    go: string;
	    platform: string;
	    folder: string;
	    file: string;
	    size: number;
	    changes: number;
	    waiting: number;
	    desk: string;
	    letter: string;
	    logFile: string;
	}
	export interface Holder {
	    owner: string;
	    department: string;
	}
	export interface Handover {
	    ticket: string;
	    to: Holder;
	    was: Holder;
	    check: boolean;
	}
	export interface AssignAll {
	    steps: Handover[];
	    remark: string;
	}
	export interface Shown {
	    code: string;
	    params: Record<string, string>;
	    field: string;
	    ref: string;
	}
	export interface NotDone {
	    ticket: string;
	    number: string;
	    problem: Shown;
	}
	export interface AssignedAll {
	    undo: Handover[];
	    refused: NotDone[];
	}
	export interface Awaited {
	    id: string;
	    name: string;
	    letter: string;
	    seen: string;
	}
	export interface Backup {
	    name: string;
	    size: number;
	    at: string;
	}
	export interface BoardColumn {
	    column: string;
	    cards: returns.Brief[];
	    total: number;
	    slow: number;
	    stuck: number;
	    median: number;
	    limit: number;
	    sum: number;
	}
	export interface Chosen {
	    path: string;
	    name: string;
	}
	export interface Told {
	    line: record.Line;
	    letter: string;
	}
	export interface Side {
	    value: string;
	    by: string;
	    letter: string;
	    at: string;
	    entry: string;
	    shown: boolean;
	}
	export interface Conflict {
	    id: string;
	    what: string;
	    of: record.Ref;
	    number: string;
	    title: string;
	    at: string;
	    link: string;
	    field: string;
	    sides: Side[];
	    free: boolean;
	    code: string;
	    params: Record<string, string>;
	    mine: Told[];
	    theirs: Told[];
	}
	export interface CustomerAsk {
	    words: string;
	    cursor: string;
	}
	export interface CustomerCounts {
	    orders: number;
	    tickets: number;
	    returns: number;
	}
	export interface CustomerDetail {
	    customer: archive.Customer;
	    orders: archive.Order[];
	    tickets: ticket.Brief[];
	    returns: returns.Brief[];
	}
	export interface CustomerFind {
	    id: string;
	    name: string;
	    phone: string;
	    order: string;
	    bought: string;
	    signedAt: string;
	    tickets: number;
	}
	export interface CustomerFinds {
	    rows: CustomerFind[];
	    total: number;
	    more: boolean;
	}
	export interface CustomerRow {
	    customer: archive.Customer;
	    orders: number;
	    tickets: number;
	    returns: number;
	}
	export interface CustomerPage {
	    rows: CustomerRow[];
	    next: string;
	}
	
	export interface Decided {
	    by: string;
	    at: string;
	}
	export interface Station {
	    name: string;
	    letter: string;
	}
	export interface DeskState {
	    state: string;
	    problem?: Shown | null;
	    shop: shop.Shop;
	    station: Station;
	    person: training.Person;
	    lang: string;
	    sign: shop.SignRules;
	    firstPin: boolean;
	    native: boolean;
	    checking: boolean;
	    readOnly: string;
	    damaged: boolean;
	    fetching?: Fetching | null;
	    joinNote?: Shown | null;
	    folder: string;
	    version: string;
	    now: string;
	}
	export interface Draft {
	    place: string;
	    words: string;
	    at: string;
	}
	export interface EraseCustomer {
	    customer: string;
	    name: string;
	}
	export interface Erasing {
	    customer: string;
	    name: string;
	    orders: number;
	    tickets: number;
	    returns: number;
	    files: number;
	    open: string[];
	    place: string;
	}
	export interface Expiry {
	    certificate: string;
	    number: string;
	    person: string;
	    personName: string;
	    course: string;
	    courseZh: string;
	    courseEn: string;
	    lastDay: string;
	    daysLeft: number;
	    state: string;
	}
	export interface ExportAsk {
	    kind: string;
	    format: string;
	    lang: string;
	    from: string;
	    to: string;
	    asOf: string;
	    view: string;
	    words: string;
	    waiting: string;
	}
	export interface Fetching {
	    done: number;
	    total: number;
	    proving: boolean;
	}
	export interface FigureUnit {
	    figure: string;
	    rate: boolean;
	    atLeast: boolean;
	}
	export interface FileState {
	    digest: string;
	    state: string;
	    bytes: number;
	    why: string;
	}
	export interface FilesStatus {
	    all: boolean;
	    toGo: number;
	    toGoBytes: number;
	    toCome: number;
	    toComeBytes: number;
	    running: boolean;
	    code: string;
	}
	export interface ReturnFinds {
	    rows: returns.Brief[];
	    total: number;
	    more: boolean;
	}
	export interface TicketFinds {
	    rows: ticket.Brief[];
	    total: number;
	    more: boolean;
	}
	export interface Finds {
	    tickets: TicketFinds;
	    returns: ReturnFinds;
	    customers: CustomerFinds;
	}
	export interface FirstRow {
	    row: number;
	    cells: string[];
	    becomes: string;
	}
	export interface Folders {
	    reports: string;
	    backups: string;
	}
	export interface Found {
	    shop: string;
	    zone: string;
	    currency: string;
	    lang: string;
	    admin: string;
	    login: string;
	    pin: string;
	    workstation: string;
	    letter: string;
	}
	
	export interface HoldWaiting {
	    ledger: string;
	    refund: string;
	    n: number;
	    number: string;
	    title: string;
	    units: number;
	    more: boolean;
	    customer: string;
	    amount: record.Money;
	    since: string;
	    by: string;
	    station: string;
	    letter: string;
	    here: boolean;
	    answer: string;
	    link: string;
	}
	
	export interface HoldsWaiting {
	    holds: HoldWaiting[];
	    count: number;
	    sums: record.Money[];
	    unconfirmed: number;
	}
	export interface HubMember {
	    id: string;
	    name: string;
	    me: boolean;
	    pays: boolean;
	    connected: boolean;
	    revoked: boolean;
	    joined: string;
	    had: string;
	}
	export interface HubPage {
	    on: boolean;
	    running: boolean;
	    problem?: Shown | null;
	    listen: string;
	    folder: string;
	    addresses: string[];
	    messages: number;
	    bytes: number;
	    free: number;
	    members: HubMember[];
	}
	export interface IdleLock {
	    minutes: number;
	}
	export interface ImportAsk {
	    what: string;
	    format: string;
	    path: string;
	    source: string;
	    map: Record<string, string>;
	    mapPath: string;
	    dryRun: boolean;
	    lang: string;
	}
	export interface ImportPreview {
	    columns: importing.Column[];
	    headers: string[];
	    unused: string[];
	    missing: string;
	    fields: string[];
	    rows: number;
	    first: FirstRow[];
	    result: importing.Result;
	}
	export interface Link {
	    kind: string;
	    address: string;
	}
	export interface Invitation {
	    link: Link;
	    text: string;
	}
	export interface KeepDraft {
	    person: string;
	    place: string;
	    words: string;
	}
	export interface Licence {
	    name: string;
	    version: string;
	    licence: string;
	    part: string;
	}
	
	export interface MatrixPage {
	    matrix: training.Matrix;
	    courses: training.Course[];
	    sessions: training.Session[];
	}
	export interface MendDesk {
	    backup: string;
	    salvage: boolean;
	}
	export interface MendedDesk {
	    state: DeskState;
	    kept: string;
	    brought: number;
	    waiting: number;
	}
	
	export interface NotTaken {
	    name: string;
	    problem: Shown;
	}
	export interface OpenCode {
	    pays: boolean;
	}
	export interface Pairing {
	    hub: string;
	    code: string;
	    folder: string;
	    cluster: string[];
	    credentials: string;
	    authorities: string;
	    invitation: string;
	    newKey: boolean;
	    name: string;
	}
	export interface PairingCode {
	    code: string;
	    until: string;
	    addresses: string[];
	}
	export interface PaperAsk {
	    kind: string;
	    id: string;
	    number: string;
	    asOf: string;
	    notes: boolean;
	    lang: string;
	}
	export interface PayWait {
	    for: Awaited[];
	    since: string;
	    from: string;
	}
	export interface Peer {
	    id: string;
	    name: string;
	    letter: string;
	    me: boolean;
	    seen: string;
	    behind: number;
	    ahead: boolean;
	    since: string;
	    clock: number;
	    revoked: boolean;
	    passedOver?: Decided | null;
	}
	export interface PersonPage {
	    person: training.Person;
	    certificates: training.Certificate[];
	    lines: record.Line[];
	}
	export interface Piece {
	    upload: string;
	    name: string;
	    size: number;
	    at: number;
	    base64: string;
	}
	export interface PlaceStatus {
	    millis: number;
	    started: string;
	    restored: string;
	    holds: boolean;
	}
	export interface Progress {
	    done: number;
	    total: number;
	}
	export interface Ranking {
	    ticket: string;
	    to: string;
	    was: string;
	    check: boolean;
	}
	export interface RankAll {
	    steps: Ranking[];
	}
	export interface RankedAll {
	    undo: Ranking[];
	    refused: NotDone[];
	}
	
	export interface Recent {
	    kind: string;
	    id: string;
	    title: string;
	    number: string;
	    who: string;
	    state: string;
	}
	export interface RecordCount {
	    kind: string;
	    count: number;
	}
	export interface Remains {
	    readable: boolean;
	    complete: boolean;
	    tells: boolean;
	    changes: number;
	    lost: number;
	    last: string;
	}
	export interface ReportAsk {
	    from: string;
	    to: string;
	    asOf: string;
	    lang: string;
	}
	export interface RescuePage {
	    problem: Shown;
	    open: boolean;
	    file: string;
	    size: number;
	    changed: string;
	    faults: storage.Fault[];
	    derive: boolean;
	    backups: Backup[];
	    folder: string;
	    kept: string[];
	    native: boolean;
	    version: string;
	}
	export interface ReturnAsk {
	    words: string;
	    waiting: string;
	}
	export interface TicketLabel {
	    id: string;
	    number: string;
	}
	export interface ReturnDetail {
	    return: returns.Return;
	    state: string;
	    decision: returns.Decision;
	    policy: returns.Policy;
	    rail: returns.RailStep[];
	    parts: returns.LineParts[];
	    gates: returns.Gate[];
	    ledger: returns.Ledger;
	    account: returns.LedgerView;
	    lines: record.Line[];
	    customer: archive.Customer;
	    ticket: TicketLabel;
	    limit: returns.Limit;
	    unsettled: string;
	    proposal: returns.RefundLine[];
	    shared: boolean;
	    unconfirmed: number;
	}
	
	export interface Round {
	    at: string;
	    millis: number;
	    received: number;
	    sent: number;
	    code: string;
	    params: Record<string, string>;
	    ref: string;
	}
	export interface RunHub {
	    listen: string;
	}
	export interface SaveAttachment {
	    digest: string;
	    name: string;
	}
	export interface Saved {
	    path: string;
	}
	export interface SavedReport {
	    name: string;
	    size: number;
	    at: string;
	}
	export interface Sent {
	    done: number;
	    file?: record.Attachment | null;
	}
	export interface SetFiles {
	    all: boolean;
	}
	export interface SetRhythm {
	    spec: string;
	    nudge: number;
	}
	export interface SettingsPage {
	    shop: shop.Shop;
	    targets: shop.Targets;
	    figures: FigureUnit[];
	    station: shop.Workstation;
	    folders: Folders;
	    deskDir: string;
	    idle: number;
	    tries: number;
	    lockOut: number;
	    canPick: boolean;
	    unconfirmed: number;
	    isAdmin: boolean;
	    isSuper: boolean;
	    personId: string;
	}
	export interface SettleConflict {
	    conflict: string;
	    value: string;
	    reason: string;
	}
	
	
	export interface SignIn {
	    person: string;
	    pin: string;
	}
	
	export interface SwitchJob {
	    key: string;
	    on: boolean;
	}
	export interface SyncStatus {
	    link: Link;
	    place: PlaceStatus;
	    station: string;
	    running: boolean;
	    hears: boolean;
	    progress: Progress;
	    last: Round;
	    trouble: Round;
	    since: string;
	    offline: boolean;
	    next: string;
	    spec: string;
	    nudge: number;
	    toGo: number;
	    oldest: string;
	    changes: number;
	    own: number;
	    peers: Peer[];
	    holds: number;
	    waits: PayWait;
	    conflicts: number;
	    notes: Shown[];
	    copied?: Shown | null;
	    rounds: Round[];
	    files: FilesStatus;
	}
	export interface Taken {
	    files: record.Attachment[];
	    refused: NotTaken[];
	}
	export interface TicketAsk {
	    view: string;
	    words: string;
	    cursor: string;
	}
	export interface TicketDetail {
	    ticket: ticket.Ticket;
	    state: string;
	    brief: ticket.Brief;
	    clocks: ticket.Clock[];
	    standard: ticket.Standard;
	    lines: record.Line[];
	    customer: archive.Customer;
	    counts: CustomerCounts;
	    order: archive.Order;
	    returns: returns.Brief[];
	}
	
	
	export interface TicketPage {
	    rows: ticket.Brief[];
	    next: string;
	}
	export interface Tile {
	    id: string;
	    name: string;
	    roles: string[];
	    department: string;
	    tier: string;
	    hasPin: boolean;
	    seenAt: string;
	}
	
	export interface Upload {
	    name: string;
	    base64: string;
	}
	export interface ViewCount {
	    key: string;
	    count: number;
	}
	export interface Visit {
	    kind: string;
	    id: string;
	}
	export interface Waiting {
	    since: string;
	    of: record.Ref;
	    number: string;
	    title: string;
	    link: string;
	    line: record.Line;
	    more: number;
	}
	export interface WeighBackup {
	    path: string;
	}
	export interface Weighed {
	    path: string;
	    changes: number;
	    last: string;
	    whole: boolean;
	    station: string;
	    brought: number;
	    lost: number;
	    known: boolean;
	}

}

export namespace archive {
	
	export interface Account {
	    platform: string;
	    id: string;
	}
	export interface ChangeCustomer {
	    customer: string;
	    name: string;
	    phones: string[];
	    emails: string[];
	    language: string;
	    country: string;
	    notes: string;
	}
	export interface Customer {
	    id: string;
	    name: string;
	    otherNames: string[];
	    phones: string[];
	    emails: string[];
	    accounts: Account[];
	    language: string;
	    country: string;
	    notes: string;
	    firstSeen: string;
	    edits: record.FieldEdit[];
	    erasedAt: string;
	    erasedBy?: string;
	}
	export interface Line {
	    no: number;
	    sku: string;
	    product: string;
	    name: string;
	    variant: string;
	    category: string;
	    attributes: string[];
	    serial: string;
	    quantity: number;
	    unitPrice: record.Money;
	    price: record.Money;
	    discount: record.Money;
	    tax: record.Money;
	    shippingPaid: record.Money;
	    warrantyMonths: number;
	    marked: boolean;
	}
	export interface LinkCustomer {
	    order: string;
	    customer: string;
	}
	export interface MarkLine {
	    order: string;
	    line: number;
	    category: string;
	    attributes: string[];
	    serial: string;
	    warrantyMonths: number;
	}
	export interface Order {
	    id: string;
	    platform: string;
	    number: string;
	    customer?: string;
	    status: string;
	    placedAt: string;
	    paidAt: string;
	    shippedAt: string;
	    signedAt: string;
	    currency: string;
	    total: record.Money;
	    received: record.Money;
	    shipping: record.Money;
	    lines: Line[];
	    carrier: string;
	    tracking: string;
	    platformStatus: string;
	    afterSales: string;
	    note: string;
	    knownSince: string;
	    erasedAt: string;
	}
	export interface PutCustomer {
	    name: string;
	    phones: string[];
	    emails: string[];
	    accounts: Account[];
	    language: string;
	    country: string;
	    notes: string;
	}
	export interface PutOrder {
	    platform: string;
	    number: string;
	    customer: string;
	    status: string;
	    placedAt: string;
	    paidAt: string;
	    shippedAt: string;
	    signedAt: string;
	    currency: string;
	    discount: record.Money;
	    shipping: record.Money;
	    received: record.Money;
	    lines: Line[];
	    carrier: string;
	    tracking: string;
	    platformStatus: string;
	    afterSales: string;
	    note: string;
	}
	export interface RecordDelivery {
	    order: string;
	    shippedAt: string;
	    signedAt: string;
	    carrier: string;
	    tracking: string;
	}

}

export namespace importing {
	
	export interface Column {
	    field: string;
	    header: string;
	}
	export interface Remark {
	    row: number;
	    column: string;
	    code: string;
	    message: string;
	}
	export interface Result {
	    read: number;
	    added: number;
	    updated: number;
	    unchanged: number;
	    refused: Remark[];
	    odd: Remark[];
	}

}

export namespace quality {
	
	export interface Bar {
	    key: string;
	    count: number;
	    cost: number;
	    share: number;
	    cumulative: number;
	    vital: boolean;
	}
	export interface BreachedTicket {
	    ticket: string;
	    number: string;
	    customer: string;
	    subject: string;
	    metric: string;
	    dueAt: string;
	    late: number;
	    open: boolean;
	    owner: string;
	    state: string;
	}
	export interface CourseCoverage {
	    course: string;
	    required: number;
	    valid: number;
	    expiring: number;
	    refresh: number;
	    expired: number;
	    missing: number;
	    coverage?: number | null;
	    people: string[];
	}
	export interface Left {
	    reason: string;
	    n: number;
	}
	export interface Figure {
	    key: string;
	    value?: number | null;
	    numerator: number;
	    denominator: number;
	    n: number;
	    leftOut: number;
	    unit: string;
	    target?: number | null;
	    small: boolean;
	    sense: string;
	    met: string;
	    low?: number | null;
	    high?: number | null;
	    p50?: number | null;
	    p90?: number | null;
	    mean?: number | null;
	    response?: number | null;
	    waiting: number;
	    backlog: number;
	    previous?: number | null;
	    previousN: number;
	    change?: number | null;
	    trending: string;
	    left: Left[];
	}
	
	export interface Note {
	    key: string;
	    params: Record<string, string>;
	    count: number;
	}
	export interface PaidTwice {
	    number: string;
	    over: record.Money;
	    refunds: number;
	    openedAt: string;
	}
	export interface Pareto {
	    by: string;
	    bars: Bar[];
	    n: number;
	    cost: number;
	    vital: number;
	    vitalShare: number;
	    leftOut: number;
	}
	export interface PartyShare {
	    party: string;
	    share: number;
	}
	export interface Point {
	    label: string;
	    from: string;
	    to: string;
	    value?: number | null;
	    n: number;
	}
	export interface RatingCount {
	    rating: number;
	    n: number;
	}
	export interface Stage {
	    key: string;
	    n: number;
	    open: number;
	    p50?: number | null;
	    p90?: number | null;
	    share: number;
	    parties: PartyShare[];
	    previous?: number | null;
	    change?: number | null;
	}
	export interface Trend {
	    key: string;
	    unit: string;
	    points: Point[];
	    target?: number | null;
	}
	export interface Span {
	    from: string;
	    to: string;
	}
	export interface Report {
	    shop: string;
	    currency: string;
	    zone: string;
	    from: string;
	    to: string;
	    asOf: string;
	    previous: Span;
	    figures: Figure[];
	    trend: Trend;
	    trends: Trend[];
	    pareto: Pareto;
	    costPareto: Pareto;
	    ratings: RatingCount[];
	    stages: Stage[];
	    breached: BreachedTicket[];
	    breachedTotal: number;
	    certification: CourseCoverage[];
	    notes: Note[];
	    paidTwice: PaidTwice[];
	}
	
	

}

export namespace record {
	
	export interface Attachment {
	    digest: string;
	    type: string;
	    size: number;
	    width: number;
	    height: number;
	    takenAt: string;
	    step?: string;
	    line: number;
	    name: string;
	    caption?: string;
	    entry: string;
	    by: string;
	    at: string;
	}
	export interface FieldEdit {
	    field: string;
	    value: string;
	    over?: string;
	    entry: string;
	    by: string;
	    at: string;
	}
	export interface Line {
	    at: string;
	    who: string;
	    what: string;
	    key: string;
	    params: Record<string, string>;
	    text: string;
	    entry: string;
	}
	export interface Money {
	    minor: number;
	    currency: string;
	}
	export interface Ref {
	    kind: string;
	    id: string;
	}

}

export namespace returns {
	
	export interface ApprovedLine {
	    line: number;
	    quantity: number;
	}
	export interface Approve {
	    return: string;
	    lines: ApprovedLine[];
	    reason: string;
	}
	export interface ApproveRefund {
	    ledger: string;
	    refund: string;
	}
	
	export interface AskInformation {
	    return: string;
	    question: string;
	}
	export interface Attach {
	    return: string;
	    files: record.Attachment[];
	}
	export interface Brief {
	    id: string;
	    number: string;
	    title: string;
	    units: number;
	    more: boolean;
	    customer: string;
	    customerName: string;
	    amount: record.Money;
	    state: string;
	    method: string;
	    stage: string;
	    column: string;
	    since: string;
	    waiting: string;
	    pace: string;
	    limit: number;
	    whyKey: string;
	    whyParams: Record<string, string>;
	    owner?: string;
	    ticket?: string;
	    expires: string;
	    incident: boolean;
	}
	export interface Cancel {
	    return: string;
	    reason: string;
	}
	export interface Check {
	    key: string;
	    ok: boolean;
	}
	export interface Clause {
	    number: string;
	    zh: string;
	    en: string;
	}
	export interface Explain {
	    ok: boolean;
	    key: string;
	    params: Record<string, string>;
	    clause: string;
	}
	export interface LineDecision {
	    line: number;
	    allowed: boolean;
	    clause: string;
	    steps: Explain[];
	}
	export interface Decision {
	    allowed: boolean;
	    lines: LineDecision[];
	    steps: Explain[];
	    windowDays: number;
	    day: number;
	    countedFrom: string;
	    lastDay: string;
	    whoPays: string;
	    policy: string;
	    version: number;
	}
	export interface DeclineRefund {
	    ledger: string;
	    refund: string;
	    reason: string;
	}
	export interface Detach {
	    return: string;
	    entry: string;
	    digest: string;
	    reason: string;
	}
	export interface Disinfect {
	    return: string;
	    lines: number[];
	    method: string;
	    agent: string;
	    minutes: number;
	    unfit: boolean;
	}
	export interface Disinfection {
	    method?: string;
	    agent?: string;
	    minutes: number;
	    operator?: string;
	    certificate?: string;
	}
	export interface Dispose {
	    return: string;
	    line: number;
	    to: string;
	    note: string;
	}
	export interface Entitlement {
	    return: string;
	    line: number;
	    accepted: number;
	    kept: number;
	    lost: number;
	    advance: number;
	    shipping: boolean;
	}
	export interface Exclusion {
	    trait: string;
	    onlyOpened: boolean;
	    onlyConfirmed: boolean;
	    clause: string;
	}
	export interface ExecuteRefund {
	    ledger: string;
	    refund: string;
	    channel: string;
	    reference: string;
	}
	
	export interface FailRefund {
	    ledger: string;
	    refund: string;
	    reason: string;
	}
	export interface Gate {
	    step: string;
	    blocks: boolean;
	    key: string;
	    params: Record<string, string>;
	}
	export interface GiveInformation {
	    return: string;
	    answer: string;
	}
	export interface Grant {
	    return: string;
	    line: number;
	    kind: string;
	    units: number;
	    reason: string;
	}
	export interface HoldRefund {
	    ledger: string;
	    refund: string;
	}
	export interface Hygienic {
	    disinfect: boolean;
	    minutes: number;
	    contactless: boolean;
	}
	export interface Incident {
	    n: number;
	    refunds: string[];
	    over: number;
	    openedAt: string;
	    settledAt: string;
	    settledBy?: string;
	    stands?: string;
	    recovered: number;
	    words?: string;
	}
	export interface Inspect {
	    return: string;
	    line: number;
	    grade: string;
	    accepted: number;
	    rejected: number;
	    checks: Check[];
	    note: string;
	}
	export interface Inspected {
	    grade?: string;
	    checks: Check[];
	    inspector?: string;
	    certificate?: string;
	    note?: string;
	}
	export interface Limit {
	    minor: number;
	    unlimited: boolean;
	}
	export interface RefundLine {
	    orderLine: number;
	    units: number;
	    minor: number;
	}
	export interface Refund {
	    id: string;
	    n: number;
	    return?: string;
	    lines: RefundLine[];
	    minor: number;
	    state: string;
	    proposedAt: string;
	    proposedBy?: string;
	    approvedAt: string;
	    approvedBy?: string;
	    limit: Limit;
	    askedAt: string;
	    askedBy?: string;
	    heldAt: string;
	    heldBy?: string;
	    executedAt: string;
	    executedBy?: string;
	    reversedAt: string;
	    reversedBy?: string;
	    channel?: string;
	    reference?: string;
	    failures: number;
	    again: number;
	    why?: string;
	    ask?: string;
	    askedIn?: string;
	    heldIn?: string;
	    winner?: string;
	    overriddenAt: string;
	    overriddenBy?: string;
	    allowed?: string;
	}
	export interface LedgerLine {
	    orderLine: number;
	    sku: string;
	    title: string;
	    ordered: number;
	    paid: number;
	    shipping: number;
	    entitlements: Entitlement[];
	}
	export interface Ledger {
	    id: string;
	    order: string;
	    customer: string;
	    currency: string;
	    lines: LedgerLine[];
	    refunds: Refund[];
	    flags: string[];
	    incidents?: Incident[];
	    tolerated: number;
	}
	
	export interface LedgerViewLine {
	    orderLine: number;
	    title: string;
	    units: number;
	    cap: number;
	    executed: number;
	    held: number;
	    waiting: number;
	    refundableNow: number;
	    refundable: number;
	    awaited: number;
	    missing: number;
	}
	export interface LedgerView {
	    currency: string;
	    cap: number;
	    units: number;
	    executed: number;
	    held: number;
	    waiting: number;
	    open: number;
	    refundableNow: number;
	    missing: number;
	    full: number;
	    over: number;
	    lines: LedgerViewLine[];
	    why: Explain[];
	}
	
	
	
	export interface Part {
	    mark: string;
	    key: string;
	    params: Record<string, string>;
	}
	export interface LineParts {
	    line: number;
	    reception: Part;
	    hygiene: Part;
	    inspection: Part;
	}
	export interface Opening {
	    fault: string;
	    allowed: boolean;
	    clause: string;
	}
	export interface OverrideHold {
	    ledger: string;
	    refund: string;
	    reason: string;
	}
	
	export interface Payer {
	    fault: string;
	    pays: string;
	    clause: string;
	}
	export interface Window {
	    fault: string;
	    days: number;
	    clause: string;
	}
	export interface Terms {
	    windows: Window[];
	    exclusions: Exclusion[];
	    openings: Opening[];
	    payers: Payer[];
	    hygienic: Hygienic;
	    sendDays: number;
	    sendClause: string;
	}
	export interface Policy {
	    id: string;
	    version: number;
	    state: string;
	    from: string;
	    draftedAt: string;
	    publishedAt: string;
	    publishedBy?: string;
	    retiredAt: string;
	    terms: Terms;
	    name: string;
	    clauses: Clause[];
	    edits: number;
	}
	export interface ProposeRefund {
	    ledger: string;
	    return: string;
	    lines: RefundLine[];
	    note: string;
	}
	export interface RailStep {
	    stage: string;
	    mark: string;
	    at: string;
	    spent: number;
	    limit: number;
	}
	export interface ReceivedLine {
	    line: number;
	    quantity: number;
	    as: string;
	}
	export interface Receive {
	    return: string;
	    lines: ReceivedLine[];
	    note: string;
	}
	
	
	
	export interface RefundNow {
	    ledger: string;
	    return: string;
	    lines: RefundLine[];
	    note: string;
	}
	export interface Reject {
	    return: string;
	    clause: string;
	    reason: string;
	}
	export interface RequestedLine {
	    orderLine: number;
	    quantity: number;
	    reason: string;
	    opened: boolean;
	    confirmed: boolean;
	    traits: string[];
	}
	export interface Request {
	    order: string;
	    ticket: string;
	    fault: string;
	    method: string;
	    lines: RequestedLine[];
	    remarks: string;
	}
	
	export interface Spent {
	    stage: string;
	    waiting: string;
	    millis: number;
	}
	export interface ReturnLine {
	    n: number;
	    orderLine: number;
	    sku: string;
	    title: string;
	    category: string;
	    ordered: number;
	    paid: number;
	    shipping: number;
	    reason: string;
	    opened: boolean;
	    confirmed: boolean;
	    traits: string[];
	    requested: number;
	    approved: number;
	    received: number;
	    accepted: number;
	    refused: number;
	    clause?: string;
	    reception: string;
	    hygiene: string;
	    inspection: string;
	    disposition?: string;
	    receivedAt: string;
	    disinfectedAt: string;
	    inspectedAt: string;
	    disposedAt: string;
	    disinfection: Disinfection;
	    inspected: Inspected;
	    inspections: number;
	    apart: boolean;
	}
	export interface Shipment {
	    carrier: string;
	    number: string;
	    pickUp: boolean;
	    contactless: boolean;
	    gear: boolean;
	    at: string;
	    by: string;
	}
	export interface Return {
	    id: string;
	    number: string;
	    order: string;
	    orderNumber: string;
	    customer: string;
	    ticket?: string;
	    fault: string;
	    method: string;
	    currency: string;
	    state: string;
	    requestedAt: string;
	    requestedBy: string;
	    requestedDay: string;
	    signedDay?: string;
	    words: string;
	    policy: string;
	    policyVersion: number;
	    allowed: boolean;
	    hygienic: Hygienic;
	    review: string;
	    reviewedAt: string;
	    reviewedBy?: string;
	    against: boolean;
	    clause?: string;
	    reviewReason?: string;
	    question?: string;
	    asked: number;
	    sendBy?: string;
	    expiresAt: string;
	    shipments: Shipment[];
	    travel?: string;
	    receivedAt: string;
	    decidedAt: string;
	    settledAt: string;
	    refunded: number;
	    lines: ReturnLine[];
	    stage: string;
	    waiting?: string;
	    since: string;
	    waitSince: string;
	    columnSince: string;
	    spent: Spent[];
	    flags: string[];
	    worker?: string;
	    files?: record.Attachment[];
	    erasedAt: string;
	}
	
	export interface ReverseRefund {
	    ledger: string;
	    refund: string;
	    reason: string;
	}
	export interface Settle {
	    return: string;
	}
	export interface SettleIncident {
	    ledger: string;
	    incident: number;
	    stands: string;
	    recovered: number;
	    words: string;
	}
	export interface ShipBack {
	    return: string;
	    carrier: string;
	    number: string;
	    pickUp: boolean;
	    contactless: boolean;
	    gear: boolean;
	}
	
	
	
	export interface Track {
	    return: string;
	    to: string;
	}
	
	export interface WithdrawHold {
	    ledger: string;
	    refund: string;
	}

}

export namespace schedule {
	
	export interface Run {
	    at: string;
	    planned: string;
	    cause: string;
	    result: string;
	    millis: number;
	    code: string;
	    params: Record<string, string>;
	}
	export interface Status {
	    key: string;
	    spec: string;
	    missed: string;
	    on: boolean;
	    running: boolean;
	    next: string;
	    ran: boolean;
	    last: Run;
	    log: Run[];
	}

}

export namespace shop {
	
	export interface Change {
	    name: string;
	    zone: string;
	    language: string;
	}
	export interface Limit {
	    role: string;
	    minor: number;
	    unlimited: boolean;
	}
	export interface PassOver {
	    away: string[];
	}
	export interface PassedOver {
	    at: string;
	    by: string;
	    away: string[];
	}
	export interface Target {
	    figure: string;
	    atLeast: boolean;
	    value: number;
	}
	export interface PublishTargets {
	    from: string;
	    promise: number;
	    list: Target[];
	}
	export interface RenameWorkstation {
	    workstation: string;
	    name: string;
	}
	export interface SetLimits {
	    limits: Limit[];
	    unconfirmed: number;
	}
	export interface SignRules {
	    tries: number;
	    lockOut: number;
	}
	export interface Targets {
	    version: number;
	    from: string;
	    publishedAt: string;
	    by: string;
	    promise: number;
	    list: Target[];
	}
	export interface Shop {
	    id: string;
	    name: string;
	    zone: string;
	    currency: string;
	    language: string;
	    foundedAt: string;
	    targets: Targets[];
	    limits: Limit[];
	    unconfirmed?: number;
	    sign: SignRules;
	    edits: record.FieldEdit[];
	}
	
	
	
	export interface Workstation {
	    id: string;
	    name: string;
	    letter: string;
	    addedAt: string;
	    edits: record.FieldEdit[];
	    passedOver?: PassedOver | null;
	}

}

export namespace storage {
	
	export interface Fault {
	    code: string;
	    params?: Record<string, string>;
	}

}

export namespace ticket {
	
	export interface Assign {
	    ticket: string;
	    owner: string;
	    department: string;
	    remark: string;
	}
	export interface Attach {
	    ticket: string;
	    files: record.Attachment[];
	}
	export interface Clock {
	    metric: string;
	    state: string;
	    startedAt: string;
	    dueAt: string;
	    doneAt: string;
	    target: number;
	    spent: number;
	    pausedFor: number;
	    left: number;
	    wall: boolean;
	    uncovered: boolean;
	}
	export interface Brief {
	    id: string;
	    number: string;
	    subject: string;
	    kind: string;
	    channel: string;
	    priority: string;
	    state: string;
	    stateSince: string;
	    customer: string;
	    customerName: string;
	    order: string;
	    owner: string;
	    ownerName: string;
	    ownerWords: string;
	    awaiting: boolean;
	    reopened: number;
	    createdAt: string;
	    lastAt: string;
	    clock: Clock;
	    odd: boolean;
	    conflict: boolean;
	}
	
	export interface Close {
	    ticket: string;
	    remark: string;
	}
	export interface Detach {
	    ticket: string;
	    entry: string;
	    digest: string;
	    reason: string;
	}
	export interface Dismiss {
	    ticket: string;
	    as: string;
	    reason: string;
	}
	export interface Edit {
	    ticket: string;
	    field: string;
	    value: string;
	}
	export interface MessageIn {
	    ticket: string;
	    text: string;
	    channel: string;
	    at: string;
	    files?: record.Attachment[];
	}
	export interface Note {
	    ticket: string;
	    text: string;
	    files?: record.Attachment[];
	}
	export interface Open {
	    kind: string;
	    channel: string;
	    priority: string;
	    subject: string;
	    description: string;
	    customer: string;
	    order: string;
	    lines: string[];
	    category: string;
	    at: string;
	}
	export interface PutTemplate {
	    template: string;
	    name: string;
	    zh: string;
	    en: string;
	    reviewBy: string;
	}
	export interface Rate {
	    ticket: string;
	    rating: number;
	    remark: string;
	}
	export interface Reopen {
	    ticket: string;
	    reason: string;
	}
	export interface ReplyOut {
	    ticket: string;
	    text: string;
	    channel: string;
	    auto: boolean;
	    template?: string;
	    then: string;
	    at: string;
	    files?: record.Attachment[];
	}
	export interface Resolve {
	    ticket: string;
	    solution: string;
	}
	export interface Resume {
	    ticket: string;
	}
	export interface RetireTemplate {
	    template: string;
	    back: boolean;
	}
	export interface Spell {
	    state: string;
	    from: string;
	    to: string;
	}
	export interface Target {
	    priority: string;
	    promise: number;
	    firstReply: number;
	    nextReply: number;
	    resolve: number;
	}
	export interface Standard {
	    id: string;
	    series: string;
	    version: number;
	    name: string;
	    kinds: string[];
	    channels: string[];
	    priorities: string[];
	    targets: Target[];
	    pausesIn: string[];
	    calendar: string;
	    closeAfter: number;
	    effectiveFrom: string;
	    publishedAt: string;
	    retiredAt: string;
	}
	
	export interface Template {
	    id: string;
	    name: string;
	    zh: string;
	    en: string;
	    reviewBy: string;
	    used: number;
	    usedAt: string;
	    addedAt: string;
	    retiredAt: string;
	    edits: record.FieldEdit[];
	}
	export interface Ticket {
	    id: string;
	    number: string;
	    source: string;
	    kind: string;
	    category: string;
	    channel: string;
	    priority: string;
	    severity: string;
	    subject: string;
	    description: string;
	    state: string;
	    stateSince: string;
	    spells: Spell[];
	    customer: string;
	    order: string;
	    lines: string[];
	    sku: string;
	    owner: string;
	    ownerWords: string;
	    department: string;
	    standard: string;
	    createdAt: string;
	    createdBy: string;
	    firstReplyAt: string;
	    awaitingSince: string;
	    nextReplySince: string;
	    lastInAt: string;
	    lastOutAt: string;
	    lastAt: string;
	    messagesIn: number;
	    replies: number;
	    notes: number;
	    resolvedAt: string;
	    solution: string;
	    resolvedOwner: string;
	    resolvedDepartment: string;
	    closedAt: string;
	    reopened: number;
	    reopenedAt: string;
	    reopenReason: string;
	    rating: number;
	    ratedAt: string;
	    ratingImported: boolean;
	    odd: string[];
	    leftOut: boolean;
	    flags: string[];
	    imported: string;
	    edits: record.FieldEdit[];
	    files?: record.Attachment[];
	    erasedAt: string;
	}
	export interface Wait {
	    ticket: string;
	    for: string;
	    reason: string;
	}

}

export namespace training {
	
	export interface AddPerson {
	    login: string;
	    name: string;
	    roles: string[];
	    department: string;
	    tier: string;
	    mentor: string;
	    lang: string;
	}
	export interface Attendee {
	    person: string;
	    attendance: string;
	    assessed: boolean;
	    score: number;
	    passed: boolean;
	    certificate?: string;
	}
	export interface CancelSession {
	    session: string;
	    reason: string;
	}
	export interface Cell {
	    state: string;
	    required: boolean;
	    certificate?: string;
	    number?: string;
	    until?: string;
	    daysLeft: number;
	    enrolledOn?: string;
	    session?: string;
	}
	export interface Suspended {
	    from: string;
	    to: string;
	}
	export interface Certificate {
	    id: string;
	    number: string;
	    person: string;
	    course: string;
	    courseVersion: number;
	    session?: string;
	    score: number;
	    steps: string[];
	    from: string;
	    until: string;
	    suspensions: Suspended[];
	    revokedAt: string;
	    refreshSince: string;
	    refreshBy?: string;
	    refreshVersion?: number;
	    reason: string;
	}
	export interface Certify {
	    session: string;
	    person: string;
	}
	export interface ChangePerson {
	    person: string;
	    name: string;
	    roles: string[];
	    department: string;
	    tier: string;
	    mentor: string;
	    lang: string;
	}
	export interface Column {
	    course: string;
	    code: string;
	    version: number;
	    nameZh: string;
	    nameEn: string;
	    steps: string[];
	    valid: number;
	    required: number;
	}
	export interface CourseVersion {
	    version: number;
	    nameZh: string;
	    nameEn: string;
	    passMark: number;
	    months: number;
	    steps: string[];
	    roles: string[];
	    publishedAt: string;
	    refreshBy?: string;
	}
	export interface Course {
	    id: string;
	    code: string;
	    versions: CourseVersion[];
	    retiredAt: string;
	}
	
	export interface DismissPerson {
	    person: string;
	}
	export interface Enrol {
	    session: string;
	    people: string[];
	}
	export interface Row {
	    person: string;
	    name: string;
	    department: string;
	    roles: string[];
	    tier: string;
	    cells: Cell[];
	    covered: boolean;
	}
	export interface Matrix {
	    at: string;
	    columns: Column[];
	    rows: Row[];
	    valid: number;
	    required: number;
	}
	export interface Person {
	    id: string;
	    login: string;
	    name: string;
	    roles: string[];
	    department: string;
	    tier: string;
	    mentor?: string;
	    lang: string;
	    active: boolean;
	    joinedAt: string;
	    leftAt: string;
	    edits: record.FieldEdit[];
	}
	export interface PlanSession {
	    course: string;
	    day: string;
	    place: string;
	    trainer: string;
	    people: string[];
	}
	export interface PublishCourse {
	    course: string;
	    code: string;
	    nameZh: string;
	    nameEn: string;
	    passMark: number;
	    months: number;
	    steps: string[];
	    roles: string[];
	    refreshBy: string;
	}
	export interface RecallPerson {
	    person: string;
	}
	export interface Result {
	    person: string;
	    attended: boolean;
	    assessed: boolean;
	    score: number;
	}
	export interface RecordResults {
	    session: string;
	    results: Result[];
	}
	
	export interface ResumeCertificate {
	    certificate: string;
	    reason: string;
	}
	export interface RetireCourse {
	    course: string;
	}
	export interface RevokeCertificate {
	    certificate: string;
	    reason: string;
	}
	
	export interface Session {
	    id: string;
	    course: string;
	    courseVersion: number;
	    day: string;
	    place: string;
	    trainer: string;
	    attendees: Attendee[];
	    cancelledAt: string;
	}
	export interface SetPIN {
	    person: string;
	    pin: string;
	}
	export interface SuspendCertificate {
	    certificate: string;
	    reason: string;
	}
	
	export interface Withdraw {
	    session: string;
	    person: string;
	}

}

