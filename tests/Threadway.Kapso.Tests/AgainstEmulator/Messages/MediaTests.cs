using System.Security.Cryptography;
using Threadway.Kapso.Emulator;

namespace Threadway.Kapso.Tests.AgainstEmulator.Messages;

public sealed class MediaTests
{
    private const string Number = KapsoEmulator.OperatorPhoneNumberId;

    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_uploaded_looked_up_and_downloaded_unchanged()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        using var copy = new MemoryStream();

        var file = await UploadAsync(kapso);
        await kapso.Client.Media.DownloadAsync(file.DownloadUrl!, copy, Token);

        Assert.Equal(("image/png", Picture.Length), (file.MimeType, file.FileSize));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Picture)), file.Sha256);
        Assert.NotNull(file.DownloadUrlExpiresAt);
        Assert.Equal(Picture, copy.ToArray());
    }

    [Fact]
    public async Task A_deleted_file_is_gone()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var file = await UploadAsync(kapso);

        await kapso.Client.Media.DeleteAsync(Number, file.Id, Token);

        await Assert.ThrowsAsync<KapsoNotFoundException>(() => kapso.Client.Media.GetAsync(Number, file.Id, Token));
    }

    [Fact]
    public async Task A_file_type_that_WhatsApp_does_not_take_is_refused()
    {
        await using var kapso = await EmulatedKapso.StartAsync();

        var refusal = await Assert.ThrowsAsync<KapsoValidationException>(
            () => kapso.Client.Media.UploadAsync(Number, new MemoryStream(Picture), "image/bmp", "cake.bmp", Token));

        Assert.Equal((400, "100"), (refusal.Status, refusal.Code));
    }

    [Fact]
    public async Task A_file_that_is_somewhere_else_is_fetched_and_kept()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var source = (await UploadAsync(kapso)).DownloadUrl!;

        var ingested = await kapso.Client.Media.IngestAsync(new() { PhoneNumberId = Number, Source = source, Filename = "cake.png" }, Token);

        var file = await kapso.Client.Media.GetAsync(Number, ingested.Target.MediaId!, Token);
        Assert.Equal((MediaDelivery.MetaMedia, (string?)null), (ingested.Target.Kind!.Value, ingested.Target.Handle));
        Assert.Equal(
            ("cake.png", "image/png", Picture.Length, source),
            (ingested.Resource!.Filename, ingested.Resource.MimeType, ingested.Resource.SizeBytes, ingested.Resource.SourceUrl));
        Assert.Equal(ingested.Resource.Sha256, file.Sha256);
    }

    private static async Task<MediaFile> UploadAsync(EmulatedKapso kapso)
    {
        var id = await kapso.Client.Media.UploadAsync(Number, new MemoryStream(Picture), "image/png", "cake.png", Token);
        return await kapso.Client.Media.GetAsync(Number, id, Token);
    }
}
