/** CPU of a call through our adapters, the bare SDKs and bare undici. `node --conditions=source bench/provider-call.bench.ts` */
import '../packages/providers/src/provider-call.bench.ts';
