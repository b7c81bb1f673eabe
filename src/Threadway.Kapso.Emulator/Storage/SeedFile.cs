using System.Text.Json;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Storage;

/// <summary>A seed that is kept as a JSON file.</summary>
internal static class SeedFile
{
    /// <exception cref="InvalidDataException">It is not JSON, or a field of it is wrong; the message names it.</exception>
    public static KapsoSeed Load(string path)
    {
        try
        {
            return JsonShape.Read(JsonBody.Parse(File.ReadAllBytes(path)), SeedJson.Default.KapsoSeed);
        }
        catch (JsonException broken)
        {
            throw Wrong(path, $"it is {JsonShape.NotJson(broken)}");
        }
        catch (WrongField wrong)
        {
            throw Wrong(path, wrong.Message);
        }
    }

    public static InvalidDataException Wrong(string path, string why) => new($"The seed file '{path}' is wrong: {why}.");
}
