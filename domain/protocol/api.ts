import { z } from 'zod';
import { compartments, roles } from '../access.ts';

/**
 * The provincial server's HTTP surface. Every JSON answer that a client acts upon is signed: header `x-server-signature`
 * holds a detached JWS over the SHA-256 (hex) of the uncompressed body bytes, by the key whose fingerprint the enrolment
 * code pinned (R5). An unsigned or foreign answer changes nothing on the client.
 */
export const paths = {
  health: '/v1/health',
  enrol: '/v1/enrol',
  nonce: '/v1/token/nonce',
  token: '/v1/token',
  scope: '/v1/scope',
  users: '/v1/users',
  myOperations: '/v1/devices/me/operations',
  batches: (organisation: string) => `/v1/organisations/${organisation}/batches`,
  changes: (organisation: string) => `/v1/organisations/${organisation}/changes`,
  snapshot: (organisation: string) => `/v1/organisations/${organisation}/snapshot`,
  history: (organisation: string, type: string, id: string) =>
    `/v1/organisations/${organisation}/records/${type}/${id}/history`,
} as const;

export const headers = {
  serverSignature: 'x-server-signature',
  deviceSignature: 'x-device-signature',
  userSignature: 'x-user-signature',
  /**
   * `batchWords` of the batch: what must be known before its bytes are unzipped, because signatures are verified first
   * (R44), and what a refusal of an unreadable batch is made out to. The body must say the same.
   */
  batch: 'x-batch',
} as const;

const jwk = z.record(z.string(), z.unknown());
const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/);

/** 开通码: `GH1.` + base64url(JSON of this). One string or a small file; 128 random bits, one use, 24 h (R49). */
export const enrolmentCodeSchema = z.strictObject({
  url: z.url(),
  /** SHA-256 (base64url) of the server's public signing key (JWK thumbprint, RFC 7638). */
  serverKey: z.string(),
  office: id,
  officeName: z.string(),
  realData: z.boolean(),
  expires: z.string(),
  code: z.string().min(22).max(64),
});
export type EnrolmentCode = z.infer<typeof enrolmentCodeSchema>;

export const organisationSchema = z.object({
  id,
  name: z.string(),
  shortName: z.string(),
  level: z.enum(['province', 'city', 'county', 'town', 'grassroots']),
  parentId: z.string().nullable(),
  division: z.string().optional(),
});
export const scopeSchema = z.object({
  office: organisationSchema,
  organisations: z.array(organisationSchema),
  parentName: z.string().optional(),
  realData: z.boolean(),
  /** Users of the office as the server knows them; public keys let a PC grant compartments to them. */
  users: z.array(
    z.object({
      id,
      name: z.string(),
      roles: z.array(z.enum(roles)),
      signKey: jwk,
      sealKey: z.string(),
      active: z.boolean(),
    }),
  ),
  /** Public key (base64url X25519) to which locked-away batches are sealed (R11). */
  serverSealKey: z.string(),
  epoch: z.string(),
});
export type ScopeAnswer = z.infer<typeof scopeSchema>;

/** A user as registered: signed by an officeAdmin's user key, the first one by the enrolment code (R10). */
export const userRegistrationSchema = z.strictObject({
  id,
  name: z.string().min(1).max(50),
  roles: z.array(z.enum(roles)).min(1),
  signKey: jwk,
  /** X25519 public key, base64url: compartment keys are wrapped to it. */
  sealKey: z.string().max(100),
  active: z.boolean(),
});
export type UserRegistration = z.infer<typeof userRegistrationSchema>;

export const enrolRequestSchema = z.strictObject({
  code: z.string(),
  host: z.enum(['electron', 'browser']),
  device: z.strictObject({ signKey: jwk, sealKey: z.string().max(100) }),
  /** Becomes 本单位管理员 of a fresh office; on an office that has users, one more user is added with these roles. */
  firstUser: userRegistrationSchema,
});
export const enrolAnswerSchema = z.object({
  device: id,
  serverKey: jwk,
  scope: scopeSchema,
  /** Records the province holds for this PC's organisations, for “大约几分钟装完”. */
  recordCount: z.int(),
});

/** RFC 7523 style: both assertions are JWS over {nonce, aud, device, user}; no trusted times (R43). */
export const tokenRequestSchema = z.strictObject({
  nonce: z.string(),
  deviceAssertion: z.string(),
  userAssertion: z.string(),
});
export const tokenAnswerSchema = z.object({ token: z.string(), compartments: z.array(z.enum(compartments)) });
export const nonceAnswerSchema = z.object({ nonce: z.string() });

/** Body of PUT /v1/users/:id — a compact JWS of UserRegistration by an officeAdmin's user key (kid = user id). */
export const putUserSchema = z.strictObject({ registration: z.string() });

export const healthAnswerSchema = z.object({
  nonce: z.string(),
  epoch: z.string(),
  /** Server time, ISO 8601: for 电脑时间不对, never for order. */
  time: z.string(),
  database: z.enum(['embedded', 'postgresql']),
});

/** Operations of this device the server already has, after a restore or clone of the PC (R3). */
export const myOperationsSchema = z.object({
  operations: z.array(
    z.object({
      op: z.string(),
      organisation: id,
      type: z.string(),
      id,
      /** SHA-256 prefix (16 hex) per field of the JSON of the value that this operation set. */
      digests: z.record(z.string(), z.string()),
    }),
  ),
  next: z.string().nullable(),
});

/** Every refusal of the API has this body. */
export const problemSchema = z.object({
  code: z.string(),
  message: z.string(),
  retryAfterSeconds: z.number().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/**
 * POST batches. Both signature headers are detached compact JWS (`header..signature`, ES256) whose payload is
 * `batchSigningText`; `kid` is the device id, the user id. Status 200 whenever there is a receipt, also a refusing one:
 * the verdict inside the signed receipt decides, never a status (R6). Anything else is a problem: keep and retry,
 * except 409 `batchReused` and `forked` (R3).
 */
export const batchAnswerSchema = z.object({
  /** Compact JWS of a `Receipt`. */
  receipt: z.string(),
});

const whole = z.coerce.number().int().min(0);

/** GET changes: rows after a cursor. */
export const changesQuerySchema = z.object({
  compartment: z.enum(compartments),
  after: whole.default(0),
  limit: whole.optional(),
});

/**
 * GET snapshot: page one without `afterType`, `afterId` and `head`; later pages send back `next` and the `head` of page
 * one, so that the cursor after the last page is the head read before the first (R19).
 */
export const snapshotQuerySchema = z.object({
  compartment: z.enum(compartments),
  afterType: id.optional(),
  afterId: id.optional(),
  head: whole.optional(),
  limit: whole.optional(),
});

/** GET my operations: of this device, every incarnation or one, from batches with a higher `seq`; `page` is `next`. */
export const myOperationsQuerySchema = z.object({
  incarnation: id.optional(),
  after: whole.default(0),
  page: z.string().max(300).optional(),
});

export const healthQuerySchema = z.object({ nonce: z.string().min(1).max(100) });
