using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Http;

public sealed class PagingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_are_fetched_until_meta_says_that_was_all()
    {
        var kapso = new ScriptedKapso().Answers(Page(1, 3, "a", "b")).Answers(Page(2, 3, "c", "d")).Answers(Page(3, 3, "e"));

        var customers = await kapso.Client().Customers.ListAsync(new() { PageSize = 100 }, Token).ToListAsync(Token);

        Assert.Equal(["a", "b", "c", "d", "e"], customers.Select(customer => customer.Id));
        Assert.Equal(
            [1, 2, 3],
            kapso.Requests.Select(request => int.Parse(request.Line[(request.Line.LastIndexOf('=') + 1)..], provider: null)));
    }

    [Fact]
    public async Task A_page_that_is_not_needed_is_not_fetched()
    {
        var kapso = new ScriptedKapso().Answers(Page(1, 3, "a", "b"));

        var first = await kapso.Client().Customers.ListAsync(cancellationToken: Token).FirstAsync(Token);

        Assert.Equal("a", first.Id);
        Assert.Single(kapso.Requests);
    }

    [Theory]
    [InlineData("""{"data":[],"meta":{"page":1,"per_page":20,"total_pages":0,"total_count":0}}""")]
    [InlineData("""{"data":[],"meta":{"page":1,"per_page":20,"total_pages":9,"total_count":9}}""")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[null]}""")]
    [InlineData("""{"data":[],"meta":null}""")]
    public async Task An_empty_page_ends_the_list(string body)
    {
        var kapso = new ScriptedKapso().Answers(body);

        Assert.Empty(await kapso.Client().Customers.ListAsync(cancellationToken: Token).ToListAsync(Token));
        Assert.Single(kapso.Requests);
    }

    [Fact]
    public async Task A_list_without_meta_is_one_page()
    {
        var kapso = new ScriptedKapso().Answers("""{"data":[{"id":"a","name":"A"}]}""");

        Assert.Single(await kapso.Client().Customers.ListAsync(cancellationToken: Token).ToListAsync(Token));
        Assert.Single(kapso.Requests);
    }

    [Fact]
    public async Task A_failure_on_a_later_page_is_thrown_there()
    {
        var kapso = new ScriptedKapso().Answers(Page(1, 2, "a")).Answers("""{"error":"gone"}""", 404);
        var seen = new List<string>();

        await Assert.ThrowsAsync<KapsoNotFoundException>(async () =>
        {
            await foreach (var customer in kapso.Client().Customers.ListAsync(cancellationToken: Token))
                seen.Add(customer.Id);
        });

        Assert.Equal(["a"], seen);
    }

    [Fact]
    public async Task Enumeration_can_be_cancelled_between_pages()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var kapso = new ScriptedKapso().Answers(Page(1, 2, "a")).NeverAnswers();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in kapso.Client().Customers.ListAsync(cancellationToken: Token).WithCancellation(source.Token))
                await source.CancelAsync();
        });
    }

    private static string Page(int page, int pages, params string[] ids) =>
        $$"""
        {"data":[{{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}","name":"n"}"""))}}],
         "meta":{"page":{{page}},"per_page":2,"total_pages":{{pages}},"total_count":5} }
        """;
}
