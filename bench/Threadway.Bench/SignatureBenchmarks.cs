using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Threadway.Kapso.Webhooks;

namespace Threadway.Bench;

/// <summary>A webhook's signature check against the hash that it cannot do without.</summary>
[MemoryDiagnoser]
public class SignatureBenchmarks
{
    private readonly byte[] secret = "end-to-end-secret"u8.ToArray();
    private byte[] body = [];
    private string signature = "";

    [Params(1024, 65536)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        body = new byte[Size];
        body.AsSpan().Fill((byte)'x');
        signature = WebhookSignature.Compute(body, secret);
    }

    [Benchmark(Baseline = true)]
    public int Hash()
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return HMACSHA256.HashData(secret, body, hash);
    }

    [Benchmark]
    public SignatureVerdict Verify() => WebhookSignature.Verify(body, signature, secret);
}
